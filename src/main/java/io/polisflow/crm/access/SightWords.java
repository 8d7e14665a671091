package io.polisflow.crm.access;

/** What the rule's tables and columns are called in a query of entities and in one of tables. */
enum SightWords {
    JPQL("OpenTask", "dealNumber", "clientId", "taskGroup", "Deal", "client.id", "SightGrant", "revokedAt", "lastDay") {
        @Override
        String headed(String owner) {
            return "select 1 from Branch sb join sb.members sm where sm = " + owner;
        }
    },
    SQL(
            "deadline",
            "deal_number",
            "client_id",
            "task_group",
            "deal",
            "client_id",
            "sight_grant",
            "revoked_at",
            "last_day") {
        @Override
        String headed(String owner) {
            return "select 1 from branch_member sm join branch sb on sb.code = sm.branch where sm.login = " + owner;
        }
    };

    final String task;
    final String taskDeal;
    final String taskClient;
    final String taskGroup;
    final String deal;
    final String dealClient;
    final String grant;
    final String revokedAt;
    final String lastDay;

    SightWords(
            String task,
            String taskDeal,
            String taskClient,
            String taskGroup,
            String deal,
            String dealClient,
            String grant,
            String revokedAt,
            String lastDay) {
        this.task = task;
        this.taskDeal = taskDeal;
        this.taskClient = taskClient;
        this.taskGroup = taskGroup;
        this.deal = deal;
        this.dealClient = dealClient;
        this.grant = grant;
        this.revokedAt = revokedAt;
        this.lastDay = lastDay;
    }

    /** @return the branch {@code sb} in which the owner works */
    abstract String headed(String owner);
}
