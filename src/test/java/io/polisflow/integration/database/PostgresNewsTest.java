package io.polisflow.integration.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.node.DatabaseReach;
import io.polisflow.crm.node.NewsListener;
import io.polisflow.crm.node.NodeNews;
import io.polisflow.fixtures.Postgres;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What one node tells reaches the other over PostgreSQL: after the commit, never before, and nothing is lost unnoticed. */
class PostgresNewsTest {

    private final String database = Postgres.newDatabase();
    private final ConfigurableApplicationContext first = node();
    private final ConfigurableApplicationContext second = node();

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class
    })
    @Import({NodeNews.class, PostgresNewsReader.class, DatabaseReach.class, Ear.class})
    static class Node {

        @Bean
        InsertOnce insertOnce() {
            InsertOnce onPostgres = Mockito.mock();
            Mockito.when(onPostgres.isPostgres()).thenReturn(true);
            return onPostgres;
        }
    }

    static class Ear implements NewsListener {

        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final AtomicInteger missed = new AtomicInteger();

        @Override
        public String topic() {
            return "weather";
        }

        @Override
        public void heard(String text) {
            heard.add(text);
            if (text.equals("hail")) {
                throw new IllegalStateException("an ear that hurts");
            }
        }

        @Override
        public void missed() {
            missed.incrementAndGet();
        }
    }

    private ConfigurableApplicationContext node() {
        return new SpringApplicationBuilder(Node.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.datasource.url=" + database,
                        "--spring.datasource.username=postgres",
                        "--spring.datasource.password=postgres",
                        "--spring.datasource.hikari.maximum-pool-size=2",
                        "--spring.main.register-shutdown-hook=false",
                        "--spring.jmx.enabled=false");
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    private static Ear ear(ConfigurableApplicationContext node) {
        return node.getBean(Ear.class);
    }

    private void bothListen() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(ear(first).missed).hasPositiveValue();
            assertThat(ear(second).missed).hasPositiveValue();
        });
    }

    @Test
    void theOtherNodeHearsOfAChangeOnceItIsCommittedAndOnlyThen() {
        bothListen();
        NodeNews news = first.getBean(NodeNews.class);
        TransactionTemplate transaction = first.getBean(TransactionTemplate.class);

        transaction.executeWithoutResult(status -> {
            news.announce("weather", "snow");
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(status -> {
            news.announce("stocks", "up");
            news.announce("weather", "rain and wind");
            // Whatever another transaction tells meanwhile comes first.
            second.getBean(NodeNews.class).announce("weather", "sun");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(ear(second).heard).containsExactly("sun"));
        });

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(ear(second).heard).containsExactly("sun", "rain and wind");
            assertThat(ear(first).heard).containsExactly("sun", "rain and wind");
        });
    }

    @Test
    void aBrokenConnectionIsMadeAnewAndWhoeverKeepsSomethingIsToldThatNewsMayBeMissing() {
        bothListen();
        int before = ear(second).missed.get();

        first.getBean(JdbcTemplate.class)
                .query(
                        "select pg_terminate_backend(pid) from pg_stat_activity"
                                + " where datname = current_database() and application_name = 'polisflow-news'",
                        row -> {});

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(ear(second).missed).hasValueGreaterThan(before));
        first.getBean(NodeNews.class).announce("weather", "fog");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(ear(second).heard).containsExactly("fog"));
    }

    @Test
    void oneListenersFaultKeepsNoNewsFromComing() {
        bothListen();

        first.getBean(JdbcTemplate.class).execute("notify " + NodeNews.CHANNEL + ", 'nonsense'");
        first.getBean(NodeNews.class).announce("weather", "hail");
        first.getBean(NodeNews.class).announce("weather", "calm");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(ear(second).heard).containsExactly("hail", "calm"));
    }
}
