package io.polisflow.process.engine;

/** Leads from the call activities of a model's version to all instances that go on below them, at whatever depth. */
public final class CalledInstances {

    /**
     * Begins a statement: {@code called} has a row of {@code element} and {@code instance_id} for each instance below; the parameter
     * {@code definition} is the version's id.
     */
    public static final String WITH =
            """
            with recursive called (element, instance_id) as (
              select caller.ACT_ID_, callee.PROC_INST_ID_
              from ACT_RU_EXECUTION caller join ACT_RU_EXECUTION callee on callee.SUPER_EXEC_ = caller.ID_
              where caller.PROC_DEF_ID_ = :definition
              union all
              select above.element, callee.PROC_INST_ID_
              from called above
              join ACT_RU_EXECUTION caller on caller.PROC_INST_ID_ = above.instance_id
              join ACT_RU_EXECUTION callee on callee.SUPER_EXEC_ = caller.ID_)
            """;

    private CalledInstances() {}
}
