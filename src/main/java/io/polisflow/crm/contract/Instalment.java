package io.polisflow.crm.contract;

import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import java.time.LocalDate;

/** One payment of the premium. */
@Embeddable
public class Instalment {

    private LocalDate dueOn;
    private BigDecimal amount;

    protected Instalment() {}

    /** @param amount rubles, scale 2 */
    public Instalment(LocalDate dueOn, BigDecimal amount) {
        this.dueOn = dueOn;
        this.amount = amount;
    }

    public LocalDate dueOn() {
        return dueOn;
    }

    /** @return rubles */
    public BigDecimal amount() {
        return amount;
    }
}
