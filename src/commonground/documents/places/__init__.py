"""What a cube says of places, as JSON, as rows and as a document with its map."""
