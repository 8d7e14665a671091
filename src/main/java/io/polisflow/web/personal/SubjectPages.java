package io.polisflow.web.personal;

import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.personal.SubjectRequests.SubjectRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.springframework.stereotype.Component;

/** Shows the register of what people ask about their data. */
@Component
class SubjectPages {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

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
                staff.nameOf(request.takenBy()),
                request.answer(),
                request.answeredAt() == null
                        ? null
                        : DAY.format(request.answeredAt().atZone(clock.getZone())) + ", "
                                + staff.nameOf(request.answeredBy()));
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }
}
