"""What Hammy remembers: tables, queries and migrations.

Open a database with `storage.database.open_database`, take a session from it, and pass the session
to the functions of one feature's module (`storage.runners`, `storage.inbox`, ...). They return
frozen records; nothing of SQLAlchemy but the session leaves this package.
"""
