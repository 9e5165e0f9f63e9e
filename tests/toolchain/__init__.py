"""The programs that the tests run, all of them from pinned packages: Node, Java, a browser."""
