package io.polisflow.process.engine;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.Subselect;

/** A message that a running instance waits for: what the correlation of one looks for, to be known beforehand and for many. */
@Entity
@Immutable
@Subselect("select s.ID_ as id, i.BUSINESS_KEY_ as business_key, s.EVENT_NAME_ as name"
        + " from ACT_RU_EXECUTION i join ACT_RU_EXECUTION e on e.PROC_INST_ID_ = i.ID_"
        + " join ACT_RU_EVENT_SUBSCR s on s.EXECUTION_ID_ = e.ID_"
        + " where s.EVENT_TYPE_ = 'message' and e.SUSPENSION_STATE_ = 1")
class AwaitedMessage {

    @Id
    private String id;

    private String businessKey;
    private String name;

    protected AwaitedMessage() {}

    String businessKey() {
        return businessKey;
    }

    String name() {
        return name;
    }
}
