package io.polisflow.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Clients who send web forms to a cluster on a bad day, and what has to be true of each form in the end. */
final class Intakes {

    static final Duration LONGEST = Duration.ofMinutes(3);

    private static final String SETTLED =
            """
            select count(*) from insurance_request r where r.external_id = ? and r.deal_id is not null
              and exists (select 1 from act_hi_actinst a
                join act_hi_procinst p on p.proc_inst_id_ = a.proc_inst_id_ join deal d on d.number = p.business_key_
                where d.id = r.deal_id and a.act_id_ = 'Task_SendConfirmation' and a.end_time_ is not null)""";
    private static final String TWICE =
            """
            select p.business_key_ || ' ' || a.act_id_ from act_hi_actinst a
              join act_hi_procinst p on p.proc_inst_id_ = a.proc_inst_id_
            where a.act_type_ <> 'multiInstanceBody' and p.proc_def_key_ = 'request-intake'
            group by p.proc_inst_id_, p.business_key_, a.act_id_ having count(*) > 1""";

    private static final AtomicInteger INN = new AtomicInteger();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Cluster cluster;

    Intakes(Cluster cluster) {
        this.cluster = cluster;
    }

    /** @return the answer's status: 202 when the request is kept */
    int form(URI node, String submission) throws Exception {
        String body =
                """
                {"submissionId": "%1$s", "inn": "%2$s", "companyName": "ООО «Ромашка»", "contactName": "Пётр",
                 "email": "%1$s@romashka.example", "product": "property", "object": "Склад", "risks": ["пожар"],
                 "sumInsured": "10000000", "consent": true}"""
                        .formatted(submission, freshInn());
        return HTTP.send(
                        HttpRequest.newBuilder(node.resolve("/hooks/webform"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private static String freshInn() {
        String nine = String.valueOf(781_000_000 + INN.incrementAndGet());
        int[] weights = {2, 4, 10, 3, 5, 9, 4, 6, 8};
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (nine.charAt(i) - '0');
        }
        return nine + sum % 11 % 10;
    }

    /** @param mode of the simulated mail server: ok, slow, down or garbage */
    void mailIs(String mode) throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(cluster.outside().address().resolve("/sandbox/mail/behaviour"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"mode\": \"" + mode + "\"}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    }

    long count(String sql, Object... arguments) {
        return cluster.database().jdbc().queryForObject(sql, Long.class, arguments);
    }

    /** @return whether the request has become a deal whose confirmation is sent */
    boolean isSettled(String submission) {
        return count(SETTLED, submission) == 1;
    }

    /** Waits until each has become one deal with one letter, and looks whether anything was done twice or is stuck. */
    void eachIsThereOnce(List<String> submissions) {
        Awaitility.await().atMost(LONGEST).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            for (String submission : submissions) {
                assertThat(count(SETTLED, submission)).as(submission).isOne();
            }
        });
        // Whatever is still under way somewhere would do it the second time now.
        Awaitility.await().during(Duration.ofSeconds(10)).atMost(LONGEST).until(() -> submissions.stream()
                .allMatch(this::isSettled));
        for (String submission : submissions) {
            assertThat(count("select count(*) from insurance_request where external_id = ?", submission))
                    .isOne();
            assertThat(letters(submission)).as("letters to " + submission).hasSize(1);
        }
        assertThat(cluster.database().jdbc().queryForList(TWICE, String.class)).isEmpty();
        assertThat(count("select count(*) from act_ru_incident")).isZero();
        assertThat(count("select count(*) from act_ru_job where retries_ = 0")).isZero();
    }

    /** @return what came to a client, by the keys of letters: a mailbox shows a letter that comes again once */
    private List<String> letters(String submission) {
        try {
            String all = HTTP.send(
                            HttpRequest.newBuilder(
                                            cluster.outside().address().resolve("/sandbox/mail/messages?limit=1000"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            return Pattern.compile("\"to\":\"" + submission + "@romashka.example\"")
                    .matcher(all)
                    .results()
                    .map(found -> found.group())
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
