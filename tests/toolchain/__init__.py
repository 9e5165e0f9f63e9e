"""The programs that the tests run, from pinned packages: Node, Java, a browser, ExifTool."""
