package io.polisflow.web;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.deal.TouchCalendar.Move;
import io.polisflow.crm.deal.TouchCalendar.Moved;
import io.polisflow.crm.deal.TouchCalendar.Outlook;
import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import java.time.LocalDateTime;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** What a touch's manager, heads and supervisors may do with it from the calendar or through the API. */
@Service
@Transactional
class TouchActions {

    private static final int LONGEST_OUTCOME = 4000;

    private final TouchCalendar calendar;
    private final CurrentUser user;
    private final DealAccess access;

    TouchActions(TouchCalendar calendar, CurrentUser user, DealAccess access) {
        this.calendar = calendar;
        this.user = user;
        this.access = access;
    }

    /** @throws RefusedException when the time will not do; a {@code ConflictException} when it is not planned so any more */
    Moved move(long touchId, Move move) {
        requireMine(touchId);
        return calendar.move(touchId, move);
    }

    void takeBackMove(long touchId, LocalDateTime movedTo) {
        requireMine(touchId);
        calendar.takeBackMove(touchId, movedTo);
    }

    /** @return what would come of moving the touch there */
    @Transactional(readOnly = true)
    public Outlook consider(long touchId, LocalDateTime startsAt) {
        Activity touch = requireMine(touchId);
        return calendar.consider(touch.owner(), touch.kind(), startsAt, touchId);
    }

    void cancel(long touchId) {
        requireMine(touchId);
        calendar.cancel(touchId);
    }

    /** @param outcome what came of it; may be null */
    void hold(long touchId, String outcome) {
        requireMine(touchId);
        // PostgreSQL takes no NUL in a text.
        String said = outcome == null ? "" : outcome.replace("\0", "").strip();
        String text = said.isEmpty() ? null : said;
        if (text != null && text.length() > LONGEST_OUTCOME) {
            throw new RefusedException("outcome", "Запишите итог короче: не больше 4000 знаков");
        }
        calendar.hold(touchId, user.id(), text);
    }

    private Activity requireMine(long touchId) {
        Activity touch = calendar.find(touchId)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого касания нет"));
        if (!access.isTheirs(touch.owner()) && !user.isIn(UserGroup.HEADS) && !user.isIn(UserGroup.SUPERVISORS)) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN,
                    "Это может сделать менеджер, у которого касание в календаре, руководитель или супервизор");
        }
        return touch;
    }
}
