-- A node that hangs in the middle of a transaction would hold its rows for as long as it hangs, whoever waits for them. No call of an
-- outside system lasts so long, and a job's lock lasts longer.
do $$ begin
    execute format('alter role %I in database %I set idle_in_transaction_session_timeout = ''3min''', current_user, current_database());
end $$;
