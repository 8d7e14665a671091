package io.polisflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhoneCallsTest {

    private final PhoneCalls calls =
            new PhoneCalls(mock(TelephonyNews.class), Clock.systemUTC(), Duration.ofDays(1), Duration.ofDays(1));

    @Test
    void thePageIsToldTheNewestCallsAndACheckOfAllBooksEveryOne() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            made.add(0, calls.incoming("74955005550", "101"));
        }

        assertThat(calls.newest(200)).extracting(PhoneCalls.CallRow::id).isEqualTo(made.subList(0, 200));
        assertThat(calls.newest(10_000)).extracting(PhoneCalls.CallRow::id).isEqualTo(made);
    }
}
