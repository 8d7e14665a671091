package io.polisflow.crm.leave;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** A person's leave, and the colleague who does their work from its first to its last day. */
@Entity
public class Substitution {

    /** In JPQL: whether the substitution {@code s} holds on {@code :day}. */
    public static final String HOLDS = "s.endedAt is null and s.firstDay <= :day and s.lastDay >= :day";

    private static final long LONGEST = 366;

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    private String absent;
    private String substitute;
    private LocalDate firstDay;
    private LocalDate lastDay;
    private String enteredBy;
    private Instant enteredAt;
    private String endedBy;
    private Instant endedAt;

    @Version
    private int lockVersion;

    protected Substitution() {}

    Substitution(String absent, String enteredBy, Instant enteredAt) {
        this.absent = absent;
        this.enteredBy = enteredBy;
        this.enteredAt = enteredAt;
    }

    /** @throws RefusedException when the days will not do, the substitute is the absent person, or it has ended */
    void change(String substitute, LocalDate firstDay, LocalDate lastDay, LocalDate today) {
        if (endedAt != null) {
            throw new ConflictException("Это замещение уже завершено. Верните его или добавьте новое");
        }
        if (absent.equals(substitute)) {
            throw new RefusedException("substitute", "Замещать себя нельзя: выберите другого сотрудника");
        }
        if (firstDay == null || lastDay == null) {
            throw new RefusedException(
                    firstDay == null ? "firstDay" : "lastDay", "Укажите первый и последний день отсутствия");
        }
        if (lastDay.isBefore(firstDay)) {
            throw new RefusedException("lastDay", "Последний день не может быть раньше первого");
        }
        if (lastDay.isBefore(today)) {
            throw new RefusedException("lastDay", "Этот срок уже прошёл: последний день — сегодня или позже");
        }
        if (ChronoUnit.DAYS.between(firstDay, lastDay) >= LONGEST) {
            throw new RefusedException("lastDay", "Замещение не бывает дольше года");
        }
        this.substitute = substitute;
        this.firstDay = firstDay;
        this.lastDay = lastDay;
    }

    /** @throws ConflictException when there is nothing to end any more */
    void end(String by, Instant now, LocalDate today) {
        if (endedAt != null || lastDay.isBefore(today)) {
            throw new ConflictException("Это замещение уже закончилось");
        }
        endedBy = by;
        endedAt = now;
    }

    /** @throws ConflictException when it was not ended, or its days are over */
    void resume(LocalDate today) {
        if (endedAt == null) {
            throw new ConflictException("Это замещение и так действует");
        }
        if (lastDay.isBefore(today)) {
            throw new ConflictException("Срок этого замещения прошёл: добавьте новое");
        }
        endedBy = null;
        endedAt = null;
    }

    public Long id() {
        return id;
    }

    /** @return login of who is away */
    public String absent() {
        return absent;
    }

    /** @return login of who does their work */
    public String substitute() {
        return substitute;
    }

    public LocalDate firstDay() {
        return firstDay;
    }

    public LocalDate lastDay() {
        return lastDay;
    }

    public String enteredBy() {
        return enteredBy;
    }

    public Instant enteredAt() {
        return enteredAt;
    }

    /** @return null unless somebody ended it before its last day */
    public String endedBy() {
        return endedBy;
    }

    public boolean isEnded() {
        return endedAt != null;
    }

    public boolean isInForce(LocalDate day) {
        return endedAt == null && !day.isBefore(firstDay) && !day.isAfter(lastDay);
    }

    /** @return rises with each change, for whoever edits what they have seen */
    public int revision() {
        return lockVersion;
    }
}
