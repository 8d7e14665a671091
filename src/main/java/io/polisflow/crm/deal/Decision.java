package io.polisflow.crm.deal;

/** What a person may tell the model of a deal, be it on the deal's page, on the funnel or through the API. */
public enum Decision {
    /** The client agrees: the talks end and the contract begins. */
    AGREE("Отметить согласие можно, пока идут переговоры: КП отправлено и сделка не на паузе"),
    PAUSE("Работа по сделке сейчас не ведётся"),
    RESUME("Пауза ещё вступает в силу: повторите через несколько секунд"),
    LOSE("Работа по сделке сейчас не ведётся");

    private final String notAwaited;

    Decision(String notAwaited) {
        this.notAwaited = notAwaited;
    }

    /** @return why it comes to nothing when no model of the deal waits for it although the deal itself would allow it */
    public String notAwaited() {
        return notAwaited;
    }
}
