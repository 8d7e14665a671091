package io.polisflow.process.engine;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.Subselect;

/** That somebody has a task of a process, so that queries over deals can ask for it; suspended tasks left out. */
@Entity
@Immutable
@Subselect("select t.ID_ as id, i.BUSINESS_KEY_ as business_key"
        + " from ACT_RU_EXECUTION i join ACT_RU_TASK t on t.PROC_INST_ID_ = i.ID_ where t.SUSPENSION_STATE_ = 1")
public class OpenDealTask {

    /** A condition on the deal {@code d} of a JPQL query: nobody has a task of it. */
    public static final String NONE = "not exists (select 1 from OpenDealTask w where w.businessKey = d.number)";

    @Id
    private String id;

    private String businessKey;

    protected OpenDealTask() {}
}
