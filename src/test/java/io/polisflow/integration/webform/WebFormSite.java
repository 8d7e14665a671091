package io.polisflow.integration.webform;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.polisflow.crm.request.RequestInbox;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** The door for web forms alone, with settings as an administrator writes them. */
final class WebFormSite {

    static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private WebFormSite() {}

    /** @param settings below {@code polisflow.webform}, e.g. {@code token=t} */
    static MockMvc with(RequestInbox inbox, String... settings) {
        return with(new WebFormInbox(inbox, null), new SimpleMeterRegistry(), settings);
    }

    static MockMvc with(WebFormInbox inbox, MeterRegistry meters, String... settings) {
        return MockMvcBuilders.standaloneSetup(new WebFormController(inbox, properties(settings), meters, CLOCK))
                .build();
    }

    static WebFormProperties properties(String... settings) {
        Map<String, String> all = new LinkedHashMap<>();
        Arrays.stream(settings)
                .map(setting -> setting.split("=", 2))
                .forEach(setting -> all.put("polisflow.webform." + setting[0], setting[1]));
        return new Binder(new MapConfigurationPropertySource(all))
                .bindOrCreate("polisflow.webform", WebFormProperties.class);
    }
}
