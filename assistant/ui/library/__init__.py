"""往年库: past declarations imported, looked at, searched and removed; the index follows."""
