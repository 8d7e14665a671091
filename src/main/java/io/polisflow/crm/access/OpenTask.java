package io.polisflow.crm.access;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** An open task as the table of deadlines has it: which deal it is of, and whose it is. Only for conditions of queries. */
@Entity
@Immutable
@Table(name = "deadline")
class OpenTask {

    @Id
    private Long id;

    private String kind;
    private String dealNumber;
    private Long clientId;
    private String assignee;
    private String taskGroup;

    protected OpenTask() {}
}
