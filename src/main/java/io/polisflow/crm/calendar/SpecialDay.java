package io.polisflow.crm.calendar;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/**
 * What a calendar says of a day that differs from the plain week.
 *
 * @param name the holiday's; null when the day has none
 * @param provisional whether a decree may still move it
 */
@Embeddable
public record SpecialDay(
        @Enumerated(EnumType.STRING) @Column(nullable = false, length = 16) DayKind kind,
        @Column(length = 200) String name,
        @Column(nullable = false) boolean provisional) {

    /** @return e.g. «выходной, День России» */
    public String described() {
        return kind.label() + (name == null ? "" : ", " + name);
    }
}
