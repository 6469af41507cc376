"""The assembled product: settings, wiring, command line and the demo academy."""
