package io.polisflow.crm.deal;

import java.util.Set;

/**
 * What moving a deal to a stage of the funnel would mean, judged by the rules that the services keep: nobody sets a stage, a
 * person decides something and the model moves the deal.
 *
 * @param decision what the model would be told, null when there is nothing to tell or it would not be heard
 * @param refusal why not, null when it may be decided
 */
public record DealMove(Stage to, Decision decision, String refusal) {

    /**
     * @param awaited what the deal's models wait for at this moment, see {@link DealProcess#awaited}
     * @param work name of a task that is open, null for none; whoever may not jump over it is told to do it
     */
    public static DealMove of(Deal deal, Stage to, Set<Decision> awaited, String work) {
        Decision decision = meant(deal, to);
        String refusal = decision == null
                ? withoutDecision(deal, to, work)
                : deal.refusal(decision).orElse(awaited.contains(decision) ? null : decision.notAwaited());
        return new DealMove(to, refusal == null ? decision : null, refusal);
    }

    public boolean isAllowed() {
        return refusal == null;
    }

    private static Decision meant(Deal deal, Stage to) {
        Stage from = deal.stage();
        if (to == from || !from.isOpen()) {
            return null;
        }
        return switch (to) {
            case LOST -> Decision.LOSE;
            case PAUSED -> Decision.PAUSE;
            default -> {
                if (from == Stage.PAUSED) {
                    yield to == deal.stageBeforePause() ? Decision.RESUME : null;
                }
                yield to == Stage.CONTRACT ? Decision.AGREE : null;
            }
        };
    }

    private static String withoutDecision(Deal deal, Stage to, String work) {
        Stage from = deal.stage();
        if (to == from) {
            return "Сделка уже на этом этапе";
        }
        if (!from.isOpen()) {
            return "Сделка уже закрыта: этап «" + from.label() + "»";
        }
        if (from == Stage.PAUSED) {
            return "Сделка на паузе: вернуть её можно только на этап «"
                    + deal.stageBeforePause().label() + "»";
        }
        if (to == Stage.WON) {
            return "Сделка станет выигранной сама, когда стороны подпишут договор";
        }
        if (to.ordinal() < from.ordinal()) {
            return "Назад сделка возвращается только вместе с работой: например, когда КП отправляют на доработку";
        }
        return "Этап наступит сам, когда будет выполнена работа по сделке"
                + (work == null ? "" : ". Сейчас открыта задача «" + work + "»");
    }
}
