package io.polisflow.crm.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.fixtures.AtOnce;
import io.polisflow.fixtures.Postgres;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Of several nodes one has the turn, and it passes on when it is given back or its holder is not heard of any more. */
class NodeTurnsTest {

    private static final Duration TURN = Duration.ofMinutes(1);

    static Stream<JdbcTemplate> databases() {
        return Stream.of(
                        new DriverManagerDataSource(
                                "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", ""),
                        new DriverManagerDataSource(Postgres.newDatabase(), "postgres", "postgres"))
                .map(database -> {
                    new ResourceDatabasePopulator(new ClassPathResource("db/migration/common/V079__node_turns.sql"))
                            .execute(database);
                    return new JdbcTemplate(database);
                });
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whoeverHasTheTurnKeepsItUntilItIsGivenOrNotTakenAgain(JdbcTemplate jdbc) {
        NodeTurns first = new NodeTurns(jdbc);
        NodeTurns second = new NodeTurns(jdbc);

        assertThat(first.take("mail", TURN)).isTrue();
        assertThat(second.take("mail", TURN)).isFalse();
        assertThat(second.take("edo", TURN)).as("another turn").isTrue();
        assertThat(first.take("mail", TURN)).isTrue();

        second.give("mail");
        assertThat(second.take("mail", TURN)).as("given by somebody else").isFalse();
        first.give("mail");
        assertThat(second.take("mail", TURN)).isTrue();

        jdbc.update(
                "update node_turn set held_until = held_until - cast(? as integer) * interval '1' second",
                TURN.toSeconds());
        assertThat(first.take("mail", TURN)).as("the holder is dead").isTrue();
        assertThat(second.take("mail", TURN)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void ofManyWhoTakeItAtOnceOneGetsIt(JdbcTemplate jdbc) throws Exception {
        List<Boolean> taken = AtOnce.all(Stream.generate(() -> new NodeTurns(jdbc))
                .limit(8)
                .map(node -> (Callable<Boolean>) () -> node.take("telephony", TURN))
                .toArray(Callable[]::new));

        assertThat(taken).containsOnlyOnce(true);
    }
}
