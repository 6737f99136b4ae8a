"""The only place that knows peewee, apsw and SQL."""
