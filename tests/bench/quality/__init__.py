"""Choose the encoders' qualities by how their pictures look: SSIMULACRA2 against the original."""
