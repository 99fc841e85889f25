"""What disagrees: consistency scores and findings."""
