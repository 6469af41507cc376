"""What every Flask app of ours has: answers to problems, headers, request ids, health."""
