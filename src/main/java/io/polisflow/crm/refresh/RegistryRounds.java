package io.polisflow.crm.refresh;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.CounterpartyRegistry;
import io.polisflow.crm.client.RegistryChecks;
import io.polisflow.crm.client.Requisites;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Asks the registry anew about every client with an open deal, batch by batch. */
@Service
@Transactional
public class RegistryRounds {

    private static final Duration KEPT = Duration.ofDays(30);

    private final Clients clients;
    private final CounterpartyRegistry registry;
    private final RegistryChecks checks;
    private final Liquidations liquidations;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    RegistryRounds(
            Clients clients,
            CounterpartyRegistry registry,
            RegistryChecks checks,
            Liquidations liquidations,
            JdbcTemplate jdbc,
            Clock clock) {
        this.clients = clients;
        this.registry = registry;
        this.checks = checks;
        this.liquidations = liquidations;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param batches counted from 0 */
    public record Round(long id, int batches) {}

    /** What came of one client in one round. */
    public enum Outcome {
        FOUND,
        NOT_FOUND,
        /** The registry's entry could not be used: nothing is known, the card stays as it was. */
        UNUSABLE
    }

    private record Asked(long clientId, String inn) {}

    /** Writes down whom to ask about: who gets a deal later is asked about in the next round. */
    public Round plan() {
        Instant now = clock.instant();
        jdbc.update("delete from registry_refresh where started_at < ?", Timestamp.from(now.minus(KEPT)));
        // The pooled optimizer of the entities hands out the 50 ids below each value; a whole step is one id here.
        Long id = jdbc.queryForObject("select nextval('id_seq')", Long.class);
        jdbc.update("insert into registry_refresh (id, started_at) values (?, ?)", id, Timestamp.from(now));
        jdbc.update(
                """
                insert into registry_refresh_client (refresh_id, client_id, batch)
                select cast(? as bigint), numbered.id, (numbered.place - 1) / cast(? as bigint)
                from (select c.id, row_number() over (order by c.inn, c.id) as place
                      from client c
                      where c.inn is not null
                        and exists (select 1 from deal d where d.client_id = c.id and d.stage not in ('WON', 'LOST'))
                     ) numbered""",
                id,
                registry.batchSize());
        Integer last = jdbc.queryForObject(
                "select max(batch) from registry_refresh_client where refresh_id = ?", Integer.class, id);
        return new Round(id, last == null ? 0 : last + 1);
    }

    /**
     * Asks about one batch; those of it that were asked about already are left alone.
     *
     * @throws io.polisflow.crm.UnavailableException when the registry gave no usable answer; nothing is changed then
     */
    public void refresh(long roundId, int batch) {
        List<Asked> asked = jdbc.query(
                """
                select r.client_id, c.inn from registry_refresh_client r join client c on c.id = r.client_id
                where r.refresh_id = ? and r.batch = ? and r.outcome is null order by c.inn, c.id""",
                (row, i) -> new Asked(row.getLong(1), row.getString(2)),
                roundId,
                batch);
        if (asked.isEmpty()) {
            return;
        }
        // Asked before a card is read: meanwhile somebody may work on it.
        Map<String, Optional<Requisites>> answers =
                registry.findFresh(asked.stream().map(Asked::inn).distinct().toList());
        for (Asked one : asked) {
            Outcome outcome = record(one.clientId(), answers.get(one.inn()));
            jdbc.update(
                    "update registry_refresh_client set outcome = ?, checked_at = ?"
                            + " where refresh_id = ? and client_id = ?",
                    outcome.name(),
                    Timestamp.from(clock.instant()),
                    roundId,
                    one.clientId());
        }
    }

    /** @param answer null when nothing is known */
    private Outcome record(long clientId, Optional<Requisites> answer) {
        if (answer == null) {
            return Outcome.UNUSABLE;
        }
        Client client = clients.get(clientId);
        boolean neverTold = client.registryStatus() == null;
        checks.record(client, answer);
        // Told for the first time it is no change, but the manager knows nothing of it either.
        if (neverTold
                && client.registryStatus() != null
                && client.registryStatus().ending()) {
            liquidations.begun(client);
        }
        return answer.isPresent() ? Outcome.FOUND : Outcome.NOT_FOUND;
    }
}
