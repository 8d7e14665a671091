package io.polisflow.integration.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.polisflow.crm.agenda.CalendarFormat.Entry;
import io.polisflow.fixtures.Program;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real calendar programs read what we publish: vdirsyncer fetches it over HTTP, khal shows it. */
class CalendarClientsTest {

    @TempDir
    private Path home;

    private final AtomicReference<byte[]> published = new AtomicReference<>();
    private HttpServer server;

    @BeforeEach
    void aServerAndTwoPrograms() throws IOException {
        for (String program : List.of("vdirsyncer", "khal")) {
            Assumptions.assumeTrue(
                    isInstalled(program), program + " is not installed (Debian: apt-get install khal vdirsyncer)");
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/calendar/secret.ics", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/calendar;charset=UTF-8");
            exchange.sendResponseHeaders(200, published.get().length);
            exchange.getResponseBody().write(published.get());
            exchange.close();
        });
        server.start();
        Files.createDirectory(home.resolve("calendar"));
        Files.writeString(
                home.resolve("vdirsyncer.conf"),
                """
                [general]
                status_path = "%1$s/status/"
                [pair feed]
                a = "published"
                b = "local"
                collections = null
                [storage published]
                type = "http"
                url = "http://127.0.0.1:%2$d/calendar/secret.ics"
                [storage local]
                type = "filesystem"
                path = "%1$s/calendar/"
                fileext = ".ics"
                """
                        .formatted(home, server.getAddress().getPort()));
        Files.writeString(
                home.resolve("khal.conf"),
                """
                [calendars]
                [[polisflow]]
                path = %1$s/calendar/
                [locale]
                timeformat = %%H:%%M
                dateformat = %%Y-%%m-%%d
                longdateformat = %%Y-%%m-%%d
                datetimeformat = %%Y-%%m-%%d %%H:%%M
                longdatetimeformat = %%Y-%%m-%%d %%H:%%M
                local_timezone = Asia/Yekaterinburg
                default_timezone = Asia/Yekaterinburg
                [sqlite]
                path = %1$s/khal.db
                """
                        .formatted(home));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private String fetchedAndShown(Entry... entries) throws IOException, InterruptedException {
        published.set(Ical4jCalendarFormatTest.written(entries));
        String configuration = home.resolve("vdirsyncer.conf").toString();
        Program program = new Program(home).with("HOME", home.toString()).with("LC_ALL", "C.UTF-8");
        program.ok("vdirsyncer", "-c", configuration, "discover");
        program.ok("vdirsyncer", "-c", configuration, "sync");
        return program.ok(
                "khal",
                "-c",
                home.resolve("khal.conf").toString(),
                "list",
                "--format",
                "|{start-long-full}|{end-long-full}|{title}|{location}|{status}",
                "2026-11-23",
                "30d");
    }

    @Test
    void theyShowEveryEntryAtItsHourInTheirOwnZoneAndFollowItsChanges() throws Exception {
        // Moscow's 11:30 is 13:30 in Yekaterinburg.
        List<String> shown = new ArrayList<>(fetchedAndShown(
                        Ical4jCalendarFormatTest.MEETING,
                        Ical4jCalendarFormatTest.CANCELLED,
                        Ical4jCalendarFormatTest.RENEWAL)
                .lines()
                .filter(line -> line.contains("|"))
                .toList());
        assertThat(shown)
                .anySatisfy(line -> assertThat(line)
                        .contains("|2026-11-25 13:30|2026-11-25 14:30|")
                        .contains(Ical4jCalendarFormatTest.MEETING.title())
                        .contains("Москва, ул. Примерная, д. 1"))
                .anySatisfy(line -> assertThat(line)
                        .contains(Ical4jCalendarFormatTest.CANCELLED.title())
                        .contains("CANCELLED"))
                .anySatisfy(line -> assertThat(line).contains("|2026-12-01").contains("Продление: ООО «Ромашка»"))
                .hasSize(3);

        Entry moved = Ical4jCalendarFormatTest.aDayLater(Ical4jCalendarFormatTest.MEETING);
        assertThat(fetchedAndShown(moved)).contains("|2026-11-26 13:30|").doesNotContain("2026-11-25 13:30");
    }
}
