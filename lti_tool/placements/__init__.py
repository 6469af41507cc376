"""What stands in a course of the academy: picking it, and opening it for whoever clicks."""
