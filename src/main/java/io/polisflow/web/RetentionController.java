package io.polisflow.web;

import io.polisflow.crm.policy.Retention;
import io.polisflow.crm.policy.Retention.Figures;
import io.polisflow.crm.proposal.ProposalReadout;
import io.polisflow.crm.proposal.Rubles;
import io.polisflow.security.CurrentUser;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The page of retention figures in the CRM workspace. */
@Controller
@RequestMapping("/crm/retention")
class RetentionController {

    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("LLLL yyyy", Locale.forLanguageTag("ru"));

    private final Retention retention;
    private final CurrentUser user;
    private final Clock clock;

    RetentionController(Retention retention, CurrentUser user, Clock clock) {
        this.retention = retention;
        this.user = user;
        this.clock = clock;
    }

    /** One line of the table as people read it. */
    record Row(
            String period,
            long due,
            long sold,
            long lostToCompetitor,
            long lostOtherwise,
            long paused,
            long open,
            String rate,
            String premiumDue,
            String premiumKept,
            String premiumRate) {

        static Row of(String period, Figures figures) {
            return new Row(
                    period,
                    figures.due(),
                    figures.sold(),
                    figures.lostToCompetitor(),
                    figures.lostOtherwise(),
                    figures.paused(),
                    figures.open(),
                    percent(figures.ratePercent()),
                    Rubles.format(figures.premiumDue()),
                    Rubles.format(figures.premiumKept()),
                    percent(figures.premiumPercent()));
        }

        private static String percent(BigDecimal value) {
            return value == null ? "—" : ProposalReadout.percent(value) + " %";
        }
    }

    @ModelAttribute("userName")
    String userName() {
        return user.fullName();
    }

    @GetMapping
    String page(
            @RequestParam(required = false) YearMonth from, @RequestParam(required = false) YearMonth to, Model model) {
        RetentionPeriod period = RetentionPeriod.of(from, to, clock);
        Retention.Report report;
        try {
            report = retention.report(period.first(), period.last());
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getMessage(), e);
        }
        List<Row> months = report.months().stream()
                .filter(month -> month.figures().due() > 0)
                .map(month -> Row.of(MONTH.format(month.month()), month.figures()))
                .toList();
        model.addAttribute("from", period.first());
        model.addAttribute("to", period.last());
        model.addAttribute("months", months);
        model.addAttribute("total", Row.of("Всего", report.total()));
        return "crm/retention";
    }
}
