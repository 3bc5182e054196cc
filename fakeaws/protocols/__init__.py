"""How a reply becomes the bytes that AWS would send: one value per wire protocol."""
