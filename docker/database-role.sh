#!/bin/sh
# A role that is no superuser: only for such a role does row-level security hold.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -v password="$LEERSPOOR_PASSWORD" <<'SQL'
CREATE ROLE leerspoor LOGIN PASSWORD :'password';
CREATE DATABASE leerspoor OWNER leerspoor;
SQL
