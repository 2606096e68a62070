"""Understanding what people type to find a matter: functions of values, without database and clock."""
