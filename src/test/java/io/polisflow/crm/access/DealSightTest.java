package io.polisflow.crm.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.deal.Deal;
import io.polisflow.fixtures.SignedOnAs;
import jakarta.persistence.EntityManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The rule of sight as a table: every role before every kind of deal; both databases must hide the same. */
abstract class DealSightTest extends SightWorld {

    @Autowired
    private DealSight sight;

    @Autowired
    private EntityManager entities;

    @Autowired
    private NamedParameterJdbcTemplate sql;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    WHO_SEES_WHAT
                            + """
                            analysts      | -
                            camunda-admin | -
                            """)
    void everyRoleSeesItsDealsAndTheirClients(String role, String seen) {
        tasksOf(role);
        standInFor(role);
        Set<Of> expected = kinds(seen);

        SignedOnAs.person(me(), role, () -> {
            for (Of kind : Of.values()) {
                Deal deal = sold.get(kind);
                assertThat(sight.maySee(deal.number())).as("%s: %s", role, kind).isEqualTo(expected.contains(kind));
                assertThat(sight.maySeeClient(deal.client().id()))
                        .as("%s: client of %s", role, kind)
                        .isEqualTo(expected.contains(kind));
            }
            assertThat(countedByEntities()).as("counted by JPA").isEqualTo(expected.size());
            assertThat(countedBySql("deal s join client c on c.id = s.client_id", sight.dealsInSql("s")))
                    .as("counted by SQL")
                    .isEqualTo(expected.size());
            assertThat(countedBySql("client c", sight.clientsInSql("c")))
                    .as("clients counted by SQL")
                    .isEqualTo(expected.size());
            assertThat(countedBySql(
                            "insurance_request v right join deal s on s.id = v.deal_id join client c on c.id = s.client_id",
                            sight.dealNumberInSql("s.number")))
                    .as("what hangs on deals, counted by their numbers")
                    .isEqualTo(expected.size());
            return null;
        });
    }

    private long countedByEntities() {
        SightCondition seen = sight.deals("s");
        return seen.bind(entities.createQuery(
                        "select count(s) from Deal s join s.client c where c.name like :mark" + seen.and(), Long.class))
                .setParameter("mark", "%" + mark + "%")
                .getSingleResult();
    }

    private long countedBySql(String from, SightCondition seen) {
        Map<String, Object> values = new LinkedHashMap<>(seen.parameters());
        values.put("mark", "%" + mark + "%");
        return sql.queryForObject(
                "select count(*) from " + from + " where c.name like :mark" + seen.and(), values, Long.class);
    }

    @Test
    void whoeverStandsInSeesWhatThoseSeeWhoAreAwayAndNoMore() {
        tasksOf("lawyers");
        Viewer standIn = new Viewer(
                "standin", List.of(new Person("standin", Set.of("underwriters")), new Person(me(), Set.of("lawyers"))));

        assertThat(sight.maySee(standIn, sold.get(Of.MY_TASK).number())).isTrue();
        assertThat(sight.maySee(standIn, sold.get(Of.GROUP_TASK).number())).isTrue();
        assertThat(sight.maySee(standIn, sold.get(Of.OTHERS_TASK).number())).isFalse();
        assertThat(sight.maySee(standIn, sold.get(Of.OWN).number()))
                .as("a lawyer's own")
                .isFalse();

        Viewer forSeller =
                new Viewer("standin", List.of(new Person("standin", Set.of()), new Person(me(), Set.of("sales"))));
        assertThat(sight.maySee(forSeller, sold.get(Of.OWN).number())).isTrue();
        assertThat(sight.maySee(forSeller, sold.get(Of.BRANCH).number())).isFalse();
        Viewer forHead = new Viewer(
                "standin", List.of(new Person("standin", Set.of("sales")), new Person(me(), Set.of("heads"))));
        assertThat(sight.maySee(forHead, sold.get(Of.BRANCH).number())).isTrue();
        assertThat(sight.maySee(forHead, sold.get(Of.FOREIGN).number())).isFalse();
    }

    @Test
    void aDealIsSeenOnlyAsLongAsItsTaskIsOpen() {
        String number = sold.get(Of.MY_TASK).number();
        tasksOf("underwriters");
        assertThat(asUnderwriter(number)).isTrue();

        jdbc.update("delete from deadline where subject like ?", mark + "%");

        assertThat(asUnderwriter(number)).isFalse();
    }

    private boolean asUnderwriter(String number) {
        return SignedOnAs.person(me(), "underwriters", () -> sight.maySee(number));
    }

    @Test
    void aClientOfNobodyWithoutDealsIsThereForWhoeverSells() {
        Client free = clients.findOrCreate(null, "ООО «Ничья " + mark + "»");
        for (String role : List.of("sales", "heads")) {
            assertThat(SignedOnAs.<Boolean>person(me(), role, () -> sight.maySeeClient(free.id())))
                    .as(role)
                    .isTrue();
        }
        for (String role : List.of("underwriters", "lawyers", "analysts", "camunda-admin")) {
            assertThat(SignedOnAs.<Boolean>person(me(), role, () -> sight.maySeeClient(free.id())))
                    .as(role)
                    .isFalse();
        }
    }

    @Test
    void theProductItselfSeesAll() {
        String foreign = sold.get(Of.FOREIGN).number();
        assertThat(sight.maySee(foreign)).isTrue();
        assertThat(SignedOnAs.<Boolean>person(me(), "sales", () -> WithoutViewer.call(() -> sight.maySee(foreign))))
                .isTrue();
        assertThat(SignedOnAs.<Boolean>person(me(), "sales", () -> sight.maySee(foreign)))
                .isFalse();
    }
}
