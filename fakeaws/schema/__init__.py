"""What AWS may say and be told: JSON Schemas from the model and from doc pages, and data checked against them."""
