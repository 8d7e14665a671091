package io.polisflow.crm.node;

/** Whoever keeps something in this JVM that another node may change. */
public interface NewsListener {

    /** @return a short word without blanks, the same on every node */
    String topic();

    /** @param text what the announcer named, such as an id */
    void heard(String text);

    /** Called when news may have been missed, for instance with a new connection to the database: what is kept may be stale. */
    void missed();
}
