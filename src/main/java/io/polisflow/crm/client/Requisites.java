package io.polisflow.crm.client;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A registry's answer about one taxpayer; every field but INN, name and status may be null, meaning «not told».
 *
 * @param okved main OKVED 2 code, e.g. {@code 64.19}
 * @param sme whether it is in the SME register, null when the registry does not tell
 * @param size by the register of small and medium enterprises, null when the registry does not tell
 * @param branchKpps KPPs of the branches, null when the registry does not tell
 * @param source the registry's name as a user knows it, e.g. «Контур.Фокус»
 * @param asOf when the answer was received
 * @param raw the answer as it came (JSON or XML)
 */
public record Requisites(
        String inn,
        String kpp,
        String ogrn,
        String shortName,
        String fullName,
        String address,
        String okved,
        String okvedName,
        String headName,
        String headPosition,
        LocalDate registrationDate,
        RegistryStatus status,
        Boolean sme,
        CompanySize size,
        List<String> branchKpps,
        String source,
        Instant asOf,
        String raw) {

    // What is longer than any card keeps is cut, a code of a wrong length was not told: one odd entry must not stop a
    // round.
    public Requisites {
        kpp = code(kpp, CardField.KPP);
        ogrn = code(ogrn, CardField.OGRN);
        okved = code(okved, CardField.OKVED);
        shortName = cut(shortName, CardField.NAME);
        fullName = cut(fullName, CardField.FULL_NAME);
        address = cut(address, CardField.ADDRESS);
        okvedName = cut(okvedName, CardField.OKVED_NAME);
        headName = cut(headName, CardField.HEAD_NAME);
        headPosition = cut(headPosition, CardField.HEAD_POSITION);
    }

    private static String code(String told, CardField field) {
        return told == null || told.length() > field.longest() ? null : told;
    }

    private static String cut(String told, CardField field) {
        return told == null || told.length() <= field.longest() ? told : told.substring(0, field.longest());
    }

    /** An answer that tells neither size nor branches. */
    public Requisites(
            String inn,
            String kpp,
            String ogrn,
            String shortName,
            String fullName,
            String address,
            String okved,
            String okvedName,
            String headName,
            String headPosition,
            LocalDate registrationDate,
            RegistryStatus status,
            Boolean sme,
            String source,
            Instant asOf,
            String raw) {
        this(
                inn,
                kpp,
                ogrn,
                shortName,
                fullName,
                address,
                okved,
                okvedName,
                headName,
                headPosition,
                registrationDate,
                status,
                sme,
                null,
                null,
                source,
                asOf,
                raw);
    }
}
