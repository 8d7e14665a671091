create index client_inn on client (inn);
