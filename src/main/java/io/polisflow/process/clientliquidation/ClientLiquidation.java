package io.polisflow.process.clientliquidation;

import io.polisflow.process.engine.Variable;

/** The contract of the model {@code client-liquidation}: its elements, messages and variables. */
public final class ClientLiquidation {

    public static final String KEY = "client-liquidation";

    public static final String MESSAGE_BEGUN = "liquidation.begun";
    public static final String MESSAGE_SETTLED = "liquidation.settled";

    public static final String START_LIQUIDATION_BEGUN = "Start_LiquidationBegun";
    public static final String TASK_DECIDE_ON_DEAL = "Task_DecideOnDeal";
    public static final String EVENT_LIQUIDATION_SETTLED = "Event_LiquidationSettled";
    public static final String TASK_RECORD_DECISION = "Task_RecordDecision";
    public static final String END_DEAL_GOES_ON = "End_DealGoesOn";
    public static final String END_DEAL_LOST = "End_DealLost";
    public static final String END_DEAL_CLOSED = "End_DealClosed";

    public static final Variable<String> DECISION = Variable.of("liquidationDecision", String.class);
    public static final Variable<Boolean> DECIDED = Variable.of("liquidationDecided", Boolean.class);

    public static final String CONTINUE = "continue";
    public static final String LOSE = "lose";

    private ClientLiquidation() {}
}
