package io.polisflow.process.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Date;
import java.util.Map;

/** Reads the plain values that the engine's history keeps in columns; what it keeps as bytes is not among them. */
final class HistoricValues {

    private HistoricValues() {}

    /** Puts the row's value into the map, null too; leaves it out when it is no plain one. */
    static void read(ResultSet row, String name, Map<String, Object> values) throws SQLException {
        String type = row.getString("VAR_TYPE_");
        switch (type == null ? "null" : type) {
            case "null" -> values.put(name, null);
            case "string" -> values.put(name, row.getString("TEXT_"));
            case "boolean" -> values.put(name, row.getLong("LONG_") == 1);
            case "integer", "short" -> values.put(name, (int) row.getLong("LONG_"));
            case "long" -> values.put(name, row.getLong("LONG_"));
            case "double" -> values.put(name, row.getDouble("DOUBLE_"));
            case "date" -> values.put(name, new Date(row.getLong("LONG_")));
            default -> values.remove(name);
        }
    }
}
