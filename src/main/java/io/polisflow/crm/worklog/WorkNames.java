package io.polisflow.crm.worklog;

import java.util.Map;

/** Knows what people call the models and the groups whose keys the events keep. */
public interface WorkNames {

    /** @return key → name of every model that is there */
    Map<String, String> processes();

    /** @return id → name of every group */
    Map<String, String> groups();
}
