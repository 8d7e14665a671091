package io.polisflow.web.audit;

import io.polisflow.crm.audit.AuditCheck;
import io.polisflow.crm.audit.AuditCheckBeans;
import io.polisflow.crm.audit.AuditFinding;
import io.polisflow.crm.audit.AuditReport;
import io.polisflow.crm.audit.ChainCheck;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * {@code java -jar polisflow.jar --polisflow.audit.check}: checks the chain of the audit and ends with 0 when it holds, with 1 when it does
 * not and with 2 when it could not be checked; neither pages nor jobs start.
 *
 * <p>{@code --polisflow.audit.check.anchor=rows:head} compares with an anchor that was kept elsewhere, {@code --polisflow.audit.check.file=…}
 * checks an exported file instead of the database.
 */
public final class AuditCheckCommand {

    private static final String CHECK = "polisflow.audit.check";
    private static final int SHOWN = 20;

    private AuditCheckCommand() {}

    /** Only the database and the check. */
    @Import(AuditCheckBeans.class)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class
    })
    static class Context {}

    public static boolean isAsked(String... arguments) {
        return Arrays.stream(arguments)
                .anyMatch(argument -> argument.equals("--" + CHECK)
                        || argument.startsWith("--" + CHECK + "=")
                        || argument.startsWith("--" + CHECK + "."));
    }

    /** @return 0 when the chain holds, 1 when it does not, 2 when it could not be checked */
    public static int run(PrintStream out, String... arguments) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Context.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .run(arguments)) {
            Environment asked = context.getEnvironment();
            AuditCheck check = context.getBean(AuditCheck.class);
            AuditReport report;
            try {
                report = report(check, asked);
            } catch (IllegalArgumentException e) {
                out.println("Проверка не состоялась. " + e.getMessage());
                return 2;
            }
            print(report, out);
            return report.holds() ? 0 : 1;
        }
    }

    private static AuditReport report(AuditCheck check, Environment asked) {
        String file = asked.getProperty(CHECK + ".file");
        return file == null
                ? check.run(Optional.ofNullable(asked.getProperty(CHECK + ".anchor")))
                : offline(check, Path.of(file));
    }

    private static AuditReport offline(AuditCheck check, Path file) {
        ChainCheck chain = check.offline();
        AuditFile.check(file, chain);
        return chain.finish(0);
    }

    private static void print(AuditReport report, PrintStream out) {
        out.println((report.holds() ? "Цепочка цела" : "Цепочка нарушена: найдено " + report.broken()) + ", строк "
                + report.rows());
        out.println("Конец цепочки: " + report.position() + ":" + report.head());
        report.confirmed()
                .ifPresent(anchor -> out.println("Сходится с отметкой от " + anchor.at() + ": " + anchor.outside()));
        report.findings().stream().limit(SHOWN).map(AuditFinding::text).forEach(out::println);
    }
}
