package io.polisflow.cluster;

import io.polisflow.Polisflow;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.boot.SpringApplication;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/** The product on a machine whose clock is wrong: the CRM's clock and the engine's go ahead by {@value #SETTING}. */
final class ClockAhead {

    static final String SETTING = "cluster.clock-ahead";

    private ClockAhead() {}

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(Polisflow.class);
        application.addInitializers(context -> {
            ConfigurableEnvironment environment = context.getEnvironment();
            Duration ahead = Duration.parse(environment.getRequiredProperty(SETTING));
            ZoneId zone = ZoneId.of(environment.getRequiredProperty("polisflow.zone"));
            ClockUtil.offset(ahead.toMillis());
            ((GenericApplicationContext) context)
                    .registerBean(Clock.class, () -> Clock.offset(Clock.system(zone), ahead));
        });
        application.run(arguments);
    }
}
