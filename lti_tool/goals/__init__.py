"""Problem, learning process, leerdoel, evaluation and anchoring."""
