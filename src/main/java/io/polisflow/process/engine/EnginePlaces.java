package io.polisflow.process.engine;

import io.polisflow.crm.personal.Place;
import io.polisflow.crm.personal.PlaceText;
import io.polisflow.crm.personal.Places;
import java.util.List;
import org.springframework.stereotype.Component;

/** Where the engine keeps personal data: variables, running and historic, forms' data in bytes, comments and what failed. */
@Component
class EnginePlaces implements Places {

    private static final String INSTANCES =
            "(select i.PROC_INST_ID_ from ACT_HI_PROCINST i where i.BUSINESS_KEY_ in (:subjects))";

    private static final List<Place> PLACES = PlaceText.read(
            """
            ACT_RU_VARIABLE | TEXT_ TEXT2_ | VAR_SCOPE_ | PROC_INST_ID_ in INSTANCES | | переменные процессов | пока идёт процесс
            ACT_HI_VARINST | TEXT_ TEXT2_ | STATE_ | PROC_INST_ID_ in INSTANCES | | история переменных | 5 лет
            ACT_HI_DETAIL | TEXT_ TEXT2_ | | PROC_INST_ID_ in INSTANCES | | история переменных | 5 лет
            ACT_GE_BYTEARRAY | NAME_ BYTES_# | | ROOT_PROC_INST_ID_ in INSTANCES or ID_ in (select v.BYTEARRAY_ID_ from ACT_RU_VARIABLE v where v.PROC_INST_ID_ in INSTANCES) or ID_ in (select h.BYTEARRAY_ID_ from ACT_HI_VARINST h where h.PROC_INST_ID_ in INSTANCES) or ID_ in (select d.BYTEARRAY_ID_ from ACT_HI_DETAIL d where d.PROC_INST_ID_ in INSTANCES) or ID_ in (select j.EXCEPTION_STACK_ID_ from ACT_RU_JOB j where j.PROCESS_INSTANCE_ID_ in INSTANCES) or ID_ in (select l.JOB_EXCEPTION_STACK_ID_ from ACT_HI_JOB_LOG l where l.PROCESS_INSTANCE_ID_ in INSTANCES) | | данные форм и следы ошибок | 5 лет | DEPLOYMENT_ID_ is null
            ACT_HI_COMMENT | MESSAGE_ FULL_MSG_# | ACTION_ | PROC_INST_ID_ in INSTANCES | | комментарии к задачам | 5 лет | FULL_MSG_ is not null
            ACT_HI_ATTACHMENT | NAME_ DESCRIPTION_ URL_ | | PROC_INST_ID_ in INSTANCES | | вложения к задачам | 5 лет
            ACT_RU_TASK | NAME_ DESCRIPTION_ | OWNER_ ASSIGNEE_ DELEGATION_ TASK_STATE_ | PROC_INST_ID_ in INSTANCES | | задачи | пока идёт процесс
            ACT_HI_TASKINST | NAME_ DESCRIPTION_ DELETE_REASON_ | OWNER_ ASSIGNEE_ TASK_STATE_ | PROC_INST_ID_ in INSTANCES | | история задач | 5 лет
            ACT_HI_PROCINST | DELETE_REASON_ | STATE_ | PROC_INST_ID_ in INSTANCES | | история процессов | 5 лет
            ACT_HI_OP_LOG | ORG_VALUE_ NEW_VALUE_ ANNOTATION_ | PROPERTY_ CATEGORY_ | PROC_INST_ID_ in INSTANCES | | журнал действий | 5 лет
            ACT_RU_JOB | EXCEPTION_MSG_ | LOCK_OWNER_ REPEAT_ HANDLER_CFG_ | PROCESS_INSTANCE_ID_ in INSTANCES | | ошибки шагов | пока не исправлены
            ACT_HI_JOB_LOG | JOB_EXCEPTION_MSG_ | JOB_DEF_CONFIGURATION_ HOSTNAME_ | PROCESS_INSTANCE_ID_ in INSTANCES | | ошибки шагов | 5 лет
            ACT_RU_INCIDENT | INCIDENT_MSG_ ANNOTATION_ | CONFIGURATION_ | PROC_INST_ID_ in INSTANCES | | инциденты | пока не исправлены
            ACT_HI_INCIDENT | INCIDENT_MSG_ ANNOTATION_ | CONFIGURATION_ HISTORY_CONFIGURATION_ | PROC_INST_ID_ in INSTANCES | | инциденты | 5 лет
            ACT_HI_DEC_IN | TEXT_ TEXT2_ | CLAUSE_NAME_ | ROOT_PROC_INST_ID_ in INSTANCES | | решения | 5 лет
            ACT_HI_DEC_OUT | TEXT_ TEXT2_ | CLAUSE_NAME_ | ROOT_PROC_INST_ID_ in INSTANCES | | решения | 5 лет
            ACT_RU_EXT_TASK | ERROR_MSG_ | | PROC_INST_ID_ in INSTANCES | | внешние задачи | пока идёт процесс
            ACT_HI_EXT_TASK_LOG | ERROR_MSG_ | | PROC_INST_ID_ in INSTANCES | | внешние задачи | 5 лет
            ACT_RU_FILTER | NAME_ QUERY_ PROPERTIES_ | OWNER_ | | | фильтры задач | всегда
            ACT_GE_PROPERTY | | VALUE_ | | | настройки движка | всегда
            ACT_GE_SCHEMA_LOG | | | | | версии схемы | всегда
            ACT_HI_ACTINST | | ACT_NAME_ ASSIGNEE_ | | | шаги моделей | 5 лет
            ACT_HI_BATCH | | | | | пакетные действия | 5 лет
            ACT_HI_CASEACTINST | | CASE_ACT_NAME_ | | | не используется | всегда
            ACT_HI_CASEINST | | | | | не используется | всегда
            ACT_HI_DECINST | | DEC_DEF_NAME_ | | | решения | 5 лет
            ACT_HI_IDENTITYLINK | | OPERATION_TYPE_ | | | кто вёл задачу | 5 лет
            ACT_ID_GROUP | | NAME_ | | | группы сотрудников | всегда
            ACT_ID_INFO | | VALUE_ PASSWORD_ | | | сотрудники | пока работает
            ACT_ID_MEMBERSHIP | | | | | сотрудники | пока работает
            ACT_ID_TENANT | | NAME_ | | | не используется | всегда
            ACT_ID_TENANT_MEMBER | | | | | не используется | всегда
            ACT_ID_USER | | FIRST_ LAST_ EMAIL_ PWD_ SALT_ | | | сотрудники | пока работает
            ACT_RE_CAMFORMDEF | | RESOURCE_NAME_ | | | модели | всегда
            ACT_RE_CASE_DEF | | CATEGORY_ NAME_ RESOURCE_NAME_ DGRM_RESOURCE_NAME_ | | | модели | всегда
            ACT_RE_DECISION_DEF | | CATEGORY_ NAME_ RESOURCE_NAME_ DGRM_RESOURCE_NAME_ VERSION_TAG_ | | | модели | всегда
            ACT_RE_DECISION_REQ_DEF | | CATEGORY_ NAME_ RESOURCE_NAME_ DGRM_RESOURCE_NAME_ | | | модели | всегда
            ACT_RE_DEPLOYMENT | | NAME_ SOURCE_ | | | модели | всегда
            ACT_RE_PROCDEF | | CATEGORY_ NAME_ RESOURCE_NAME_ DGRM_RESOURCE_NAME_ VERSION_TAG_ STARTABLE_ | | | модели | всегда
            ACT_RU_AUTHORIZATION | | | | | права сотрудников | всегда
            ACT_RU_BATCH | | CONFIGURATION_ | | | пакетные действия | пока идут
            ACT_RU_CASE_EXECUTION | | SUPER_CASE_EXEC_ SUPER_EXEC_ | | | не используется | всегда
            ACT_RU_CASE_SENTRY_PART | | STANDARD_EVENT_ SOURCE_ VARIABLE_EVENT_ VARIABLE_NAME_ | | | не используется | всегда
            ACT_RU_EVENT_SUBSCR | | EVENT_NAME_ CONFIGURATION_ | | | ожидания процессов | пока идёт процесс
            ACT_RU_EXECUTION | | SUPER_EXEC_ SUPER_CASE_EXEC_ | | | ход процессов | пока идёт процесс
            ACT_RU_IDENTITYLINK | | | | | исполнители задач | пока идёт процесс
            ACT_RU_JOBDEF | | JOB_CONFIGURATION_ | | | модели | всегда
            ACT_RU_METER_LOG | | NAME_ REPORTER_ | | | счётчики | всегда
            ACT_RU_TASK_METER_LOG | | | | | счётчики | всегда
            """
                    .replace("INSTANCES", INSTANCES));

    @Override
    public List<Place> places() {
        return PLACES;
    }
}
