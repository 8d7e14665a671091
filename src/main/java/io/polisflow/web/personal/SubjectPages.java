package io.polisflow.web.personal;

import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.personal.Erasures;
import io.polisflow.crm.personal.SubjectRequests.SubjectRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Shows the register of what people ask about their data. */
@Component
class SubjectPages {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");

    private final Staff staff;
    private final Clock clock;

    SubjectPages(Staff staff, Clock clock) {
        this.staff = staff;
        this.clock = clock;
    }

    /** @param gathering whether it is under way @param percent how far */
    record RequestView(
            long id,
            long contactId,
            String kind,
            String state,
            String tone,
            String subject,
            long clientId,
            String client,
            String received,
            String due,
            boolean late,
            boolean over,
            boolean gathering,
            int percent,
            boolean hasFile,
            String fileUntil,
            String takenBy,
            String answer,
            String answered) {}

    List<RequestView> views(List<SubjectRequest> requests) {
        return requests.stream().map(this::view).toList();
    }

    RequestView view(SubjectRequest request) {
        boolean late = request.isLate(LocalDate.now(clock));
        boolean gathering = request.state() == io.polisflow.crm.personal.SubjectRequests.State.GATHERING;
        return new RequestView(
                request.id(),
                request.contactId(),
                request.kind().label(),
                request.state().label(),
                request.state().isOver() ? "good" : late ? "bad" : "warn",
                request.subject(),
                request.clientId(),
                request.client(),
                DAY.format(request.receivedOn()) + ", " + request.channel().label(),
                DAY.format(request.dueOn()),
                late,
                request.state().isOver(),
                gathering,
                request.all() == 0 ? 0 : request.done() * 100 / request.all(),
                request.fileId() != null && !gathering,
                request.fileUntil() == null ? null : DAY.format(request.fileUntil()),
                staff.nameOf(request.takenBy()),
                request.answer(),
                request.answeredAt() == null
                        ? null
                        : DAY.format(request.answeredAt().atZone(clock.getZone())) + ", "
                                + staff.nameOf(request.answeredBy()));
    }

    /**
     * What was erased or kept of one kind.
     *
     * @param sha256 of a file, or null
     * @param reason why it is kept and how long, or null
     */
    record ErasureLine(String label, String action, int pieces, String sha256, String reason) {}

    /** @param at when, with the time */
    record ErasureView(
            long contactId,
            String at,
            String actor,
            String basis,
            String sha256,
            List<ErasureLine> erased,
            List<ErasureLine> held) {

        /** In the order in which it was done. */
        public List<ErasureLine> all() {
            return Stream.concat(held.stream(), erased.stream()).toList();
        }
    }

    ErasureView view(Erasures.Report report) {
        return new ErasureView(
                report.contactId(),
                MINUTE.format(report.at().atZone(clock.getZone())),
                staff.nameOf(report.actor()),
                report.basis(),
                report.sha256(),
                lines(report.erased()),
                lines(report.held()));
    }

    /** Several tables may hold the same kind of thing: a person reads it once, with the sum. */
    private static List<ErasureLine> lines(List<Erasures.Item> items) {
        Map<ErasureLine, Integer> pieces = new LinkedHashMap<>();
        items.forEach(item -> pieces.merge(
                new ErasureLine(
                        StringUtils.capitalize(item.label()),
                        item.action().label(),
                        0,
                        item.sha256(),
                        item.reason() == null ? null : item.reason() + ", по " + DAY.format(item.until())),
                item.pieces(),
                Integer::sum));
        return pieces.entrySet().stream()
                .map(line -> new ErasureLine(
                        line.getKey().label(),
                        line.getKey().action(),
                        line.getValue(),
                        line.getKey().sha256(),
                        line.getKey().reason()))
                .toList();
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }
}
