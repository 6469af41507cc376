"""What we do with academies: log in, launch, register, publish keys, report, read members."""
