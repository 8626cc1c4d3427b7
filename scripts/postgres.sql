-- What EchoAI needs of a PostgreSQL server, run once by a superuser (as psql's -f).
--
-- The role owns its databases and is no superuser, as on a hosted PostgreSQL. CREATEROLE lets the
-- first migration create `echoai_app`, the role every tenant's queries run as; CREATEDB lets each
-- integration test make a database of its own.
create role echoai login createdb createrole;

-- Databases are copies of template1, so each one has the extension, which only a superuser may add.
\connect template1
create extension if not exists vector;

\connect postgres
create database echoai_test owner echoai;
