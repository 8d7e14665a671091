package io.polisflow.bench.bare;

import java.util.UUID;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** The least that a webhook can be: a Spring MVC application of its own whose only endpoint inserts one row and says so. */
public final class BareEndpoint implements AutoCloseable {

    private final ServletWebServerApplicationContext context;

    private BareEndpoint(ServletWebServerApplicationContext context) {
        this.context = context;
    }

    /** @param database the JDBC address of an empty one */
    public static BareEndpoint start(String database) {
        ServletWebServerApplicationContext context =
                (ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class)
                        .run(
                                "--spring.config.location=optional:classpath:/bare/",
                                "--server.port=0",
                                "--spring.datasource.url=" + database,
                                "--spring.datasource.username=postgres",
                                "--spring.datasource.password=postgres",
                                "--spring.datasource.hikari.maximum-pool-size=20");
        context.getBean(JdbcTemplate.class)
                .execute("create table received (id varchar(64) primary key, body text not null)");
        return new BareEndpoint(context);
    }

    public String address() {
        return "http://localhost:" + context.getWebServer().getPort() + "/hook";
    }

    @Override
    public void close() {
        context.close();
    }

    /** All of it; no component, or applications that look round for theirs would find it. */
    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class
    })
    static class Application {

        @Bean
        RouterFunction<ServerResponse> hook(JdbcTemplate jdbc) {
            return RouterFunctions.route()
                    .POST("/hook", request -> {
                        jdbc.update(
                                "insert into received values (?, ?)",
                                UUID.randomUUID().toString(),
                                request.body(String.class));
                        return ServerResponse.ok().build();
                    })
                    .build();
        }
    }
}
