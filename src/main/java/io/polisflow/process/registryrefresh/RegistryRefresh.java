package io.polisflow.process.registryrefresh;

import io.polisflow.process.engine.Variable;

/** The contract of the model {@code registry-refresh}: its elements and variables. */
public final class RegistryRefresh {

    public static final String KEY = "registry-refresh";

    public static final String START_NIGHT = "Start_Night";
    public static final String TASK_PLAN_REFRESH = "Task_PlanRefresh";
    public static final String TASK_REFRESH_BATCH = "Task_RefreshBatch";
    public static final String EVENT_NIGHT_OVER = "Event_NightOver";
    public static final String END_REFRESHED = "End_Refreshed";
    public static final String END_PARTLY_REFRESHED = "End_PartlyRefreshed";

    public static final Variable<Long> ROUND_ID = Variable.of("roundId", Long.class);
    public static final Variable<Integer> BATCHES = Variable.of("batches", Integer.class);

    /** Which batch an instance of the task is, from 0; the engine sets it. */
    public static final Variable<Integer> BATCH = Variable.of("loopCounter", Integer.class);

    private RegistryRefresh() {}
}
