package io.polisflow.sandbox;

import java.time.Clock;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/**
 * The simulated systems alone as a program: the outside world of several nodes, which remembers what each of them sent.
 *
 * <p>Settings are {@code polisflow.sandbox.*} and {@code server.port}, from arguments or the environment; those of the product are not read.
 */
public final class SandboxProcess {

    private SandboxProcess() {}

    public static void main(String[] arguments) {
        System.setProperty("spring.config.location", "optional:file:/none/");
        new SpringApplicationBuilder(Systems.class, RunningClock.class)
                .profiles("sandbox")
                .run(arguments);
    }

    // No @Configuration here: whoever starts them names them, and the whole application must not find them by scanning.
    @ImportAutoConfiguration({
        PropertyPlaceholderAutoConfiguration.class,
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        ThymeleafAutoConfiguration.class
    })
    @ComponentScan(basePackageClasses = SandboxProcess.class)
    static class Systems {}

    static class RunningClock {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }
}
