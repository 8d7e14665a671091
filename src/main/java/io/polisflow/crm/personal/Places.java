package io.polisflow.crm.personal;

import java.util.List;

/** Tells where one part of the system keeps personal data; together they are the map of the whole database. */
public interface Places {

    List<Place> places();
}
