/*
 * The statements that the server understands: openCypher 9, Memgraph's
 * extensions and the newer forms of Neo4j 5.
 *
 * Kept lean for prediction's sake: whitespace is skipped by the lexer, there is
 * one left-recursive expression rule, and forms with a common beginning are one
 * sequence whose meaning is checked when the tree is converted. So calls,
 * quantifiers, reduce's siblings and comprehensions are brackets that may hold
 * WHERE and a bar, and the converter tells them apart.
 *
 * Two token types are not made by the lexer but by the filter behind it:
 *   BAR     the | that separates the result of a comprehension, FOREACH or
 *           lambda from what is before it, as opposed to the | of labels;
 *   LIFTED  a literal that normalisation has taken out of the text.
 */
grammar Cypher;

options { caseInsensitive = true; }

tokens { BAR, LIFTED }

// Statements

statement : version? (composed | explain | admin) ';'? EOF ;

// How Neo4j's tools begin. There is one version here, and nothing to be chosen.
version : CYPHER INTEGER? (name '=' name)* ;

explain : (EXPLAIN | PROFILE) version? composed ;

// Queries in a row, each of which has the rows of the one before it.
composed : (query | conditional) (NEXT (query | conditional))* ;

// A query that is one of several, by what holds.
conditional : branch+ (ELSE (branchBody | conditional))? ;

branch : WHEN expr THEN branchBody ;

branchBody : '{' composed '}' | singleQuery ;

query
  : (USING directive (',' directive)*)? singleQuery (unionOp singleQuery)* (QUERY memoryLimit)?
  ;

unionOp : UNION (ALL | DISTINCT)? ;

directive
  : INDEX? ':' name? ('(' propertyPath (',' propertyPath)* ')')?   # indexHint
  | HOPS LIMIT count                                               # hopsLimit
  | PERIODIC COMMIT count                                          # periodicCommit
  | PARALLEL EXECUTION count?                                      # parallelExecution
  ;

count : INTEGER | parameter ;

memoryLimit : MEMORY (UNLIMITED | LIMIT count (MB | KB)) ;

propertyPath : name ('.' name)* ;

singleQuery : use? clause+ ;

use : USE name ('.' name)* ;

// Clauses

clause
  : OPTIONAL? MATCH pattern hint* where?                     # matchClause
  | UNWIND expr AS name                                      # unwindClause
  | LET letItem (',' letItem)*                               # letClause
  | FILTER WHERE? expr                                       # filterClause
  | WITH projected where?                                    # withClause
  | RETURN projected                                         # returnClause
  | sliced where?                                            # sliceClause
  | FINISH                                                   # finishClause
  | (CREATE | INSERT) pattern                                # createClause
  | MERGE patternPart mergeAction*                           # mergeClause
  | SET setItem (',' setItem)*                               # setClause
  | REMOVE removeItem (',' removeItem)*                      # removeClause
  | (DETACH | NODETACH)? DELETE expr (',' expr)*             # deleteClause
  | FOREACH '(' name IN expr BAR clause+ ')'                 # foreachClause
  | OPTIONAL? CALL (callSubquery | callProcedure)            # callClause
  | LOAD load                                                # loadClause
  ;

where : WHERE expr ;

// Neo4j's way to name an index. The other hints, SCAN and JOIN, are about its planner.
hint
  : USING (indexKind? INDEX ID? name ':' name '(' propertyPath (',' propertyPath)* ')'
  | ID (name ':' name | ON name (',' name)*))
  ;

projected : DISTINCT? ('*' | projectionItem) (',' projectionItem)* ;

// ORDER BY, SKIP and LIMIT belong to the WITH or RETURN in front of them, or else stand alone.
sliced
  : ORDER BY sortItem (',' sortItem)* ((SKIP_ | OFFSET) expr)? (LIMIT expr)?
  | (SKIP_ | OFFSET) expr (LIMIT expr)?
  | LIMIT expr
  ;

projectionItem : expr (AS name)? ;

sortItem : expr (ASC | ASCENDING | DESC | DESCENDING)? ;

letItem : name '=' expr ;

mergeAction : ON (MATCH | CREATE) SET setItem (',' setItem)* ;

setItem : target ('=' expr | '+=' expr | labelList) ;

removeItem : target labelList? ;

target
  : target '.' name
  | target '[' expr ']'
  | target '(' (expr (',' expr)*)? ')'
  | variable
  | '(' expr ')'
  ;

labelList : (':' | IS) labelName ((':' | '&') labelName)* ;

callSubquery
  : ('(' ('*' | name (',' name)*)? ')')? '{' composed '}' inTransactions?
  ;

// The words are CONCURRENT; ERROR and CONTINUE, BREAK or FAIL; and REPORT.
inTransactions
  : IN ((LIFTED | count)? ID)? TRANSACTIONS (OF count (ROW | ROWS))? (ON ID ID)? (ID STATUS AS name)?
  ;

callProcedure
  : name ('.' name)* ('(' (expr (',' expr)*)? ')')? (PROCEDURE memoryLimit)?
    (yield where?)?
  ;

yield : YIELD ('*' | yieldItem (',' yieldItem)*) ;

yieldItem : name (AS name)? ;

load
  : (CSV (WITH HEADERS)? | JSONL | PARQUET) FROM expr (WITH CONFIG mapLiteral)?
    ((WITH | NO) HEADER)? (IGNORE BAD)? (DELIMITER expr)? (QUOTE expr)? (NULLIF expr)?
    AS name (FIELDTERMINATOR expr)?
  ;

// Patterns

pattern : patternPart (',' patternPart)* ;

patternPart : (name '=')? (shortestPath | selector? chain) ;

shortestPath : (SHORTESTPATH | ALLSHORTESTPATHS) '(' chain ')' ;

selector
  : ALL SHORTEST? (PATH | PATHS)?
  | ANY SHORTEST? count? (PATH | PATHS)?
  | SHORTEST count? (PATH | PATHS)? (GROUP | GROUPS)?
  ;

chain : (node | relationship quantifier? | group)+ ;

group : '(' chain where? ')' quantifier? ;

quantifier : '+' | '*' | '{' (INTEGER (',' INTEGER?)? | ',' INTEGER) '}' ;

node : '(' name? labels? properties? where? ')' ;

properties : mapLiteral | parameter ;

relationship : (LT | LEFTHEAD)? (MINUS | DASH) details? (MINUS | DASH) (GT | RIGHTHEAD)? ;

details : '[' name? labels? expansion? properties? where? ']' ;

expansion
  : '*' (BFS | WSHORTEST | ALLSHORTEST | KSHORTEST)? bounds? ('|' bound)?
    (lambda name? lambda?)?
  ;

bounds : bound ('..' bound?)? | '..' bound? ;

bound : INTEGER | parameter | variable ('.' name)* ;

lambda : '(' name ',' name (',' name (',' name)?)? BAR expr ')' ;

labels : (':' | IS) labelOr ;

labelOr : labelAnd ('|' ':'? labelAnd)* ;

labelAnd : labelNot ((':' | '&') labelNot)* ;

// In an expression x:A:B is the label test B behind another, so that nobody need look
// ahead to tell who a colon belongs to.
labelTest : labelTerm ('|' ':'? labelTerm)* ;

labelTerm : labelNot ('&' labelNot)* ;

// Behind IS in an expression, where a keyword begins something else.
labelsIs : ID ('&' labelNot)* ('|' labelTerm)* ;

labelNot : '!' labelNot | '(' labelOr ')' | '%' | labelName ;

labelName : name ('.' name)* | '$' (ANY | ALL)? '(' expr ')' | parameter ;

// Expressions, the tightest first

expr
  : atom                                                                # atomExpr
  | expr '.' name                                                       # propertyExpr
  | expr '[' (expr ('..' expr?)? | '..' expr?) ']'                      # indexExpr
  | expr '(' arguments? where? (BAR expr)? ')'                          # callExpr
  | expr ':' labelTest                                                  # labelExpr
  | ('+' | MINUS) expr                                                    # signExpr
  | expr '^' expr                                                       # powerExpr
  | expr ('*' | '/' | '%') expr                                         # productExpr
  | expr ('+' | MINUS | '||') expr                                        # sumExpr
  | expr ('=~' | STARTS WITH | ENDS WITH | CONTAINS | NOT? IN) expr     # predicateExpr
  | expr IS NOT? NULL                                                   # isNullExpr
  | expr (IS NOT? ('::' | TYPED) | '::') typeName                       # isTypeExpr
  | expr IS NOT? ID? NORMALIZED                                         # isNormalizedExpr
  | expr IS labelsIs                                                    # isLabelExpr
  | expr ('=' | NE | LT | '<=' | GT | '>=') expr             # comparisonExpr
  | NOT expr                                                            # notExpr
  | expr AND expr                                                       # andExpr
  | expr XOR expr                                                       # xorExpr
  | expr OR expr                                                        # orExpr
  ;

arguments
  : (BOTH | LEADING | TRAILING) expr? FROM expr
  | DISTINCT? expr (',' expr)* (FROM expr)?
  | '*'
  ;

atom
  : literal                                                             # literalAtom
  | parameter                                                           # parameterAtom
  | CASE expr? caseWhen+ (ELSE expr)? END                               # caseAtom
  | (EXISTS | COUNT | COLLECT) '{' (composed | pattern where?) '}'         # subqueryAtom
  | shortestPath                                                        # shortestPathAtom
  | node (relationship quantifier? node)+                               # patternAtom
  | '(' expr ')'                                                        # parenAtom
  | '[' (expr (',' expr)*)? where? (BAR expr)? ']'                      # bracketAtom
  | mapLiteral                                                          # mapAtom
  | REDUCE '(' name '=' expr ',' name IN expr BAR expr ')'              # reduceAtom
  | variable '{' (mapItem (',' mapItem)*)? '}'                          # mapProjectionAtom
  | variable '::' name                                                  # enumAtom
  | variable                                                            # variableAtom
  ;

caseWhen : WHEN caseTest (',' caseTest)* THEN expr ;

// A test that begins with an operator is one of what stands behind CASE.
caseTest
  : IS NOT? (NULL | ('::' | TYPED) typeName | ID? NORMALIZED)
  | '::' typeName
  | ('=' | NE | LT | '<=' | GT | '>=' | '=~' | STARTS WITH | ENDS WITH | CONTAINS) expr
  | expr
  ;

mapItem : '.' (name | '*') | name (':' expr)? ;

mapLiteral : '{' (mapEntry (',' mapEntry)*)? '}' ;

mapEntry : (name | STRING) ':' expr ;

literal : INTEGER | FLOAT | STRING | TRUE | FALSE | NULL | LIFTED ;

parameter : '$' (name | INTEGER) ;

typeName : typeTerm ('|' typeTerm)* ;

typeTerm : typeWord+ (WITH (TIME ZONE | TIMEZONE))? (LT typeName GT)? notNull? (listWord notNull?)* ;

notNull : NOT NULL | '!' ;

typeWord : ID | ANY | EDGE | ENUM | GRAPH | NODE | NULL | PATH | PATHS | POINT | PROPERTY | RELATIONSHIP | TIME | TIMEZONE | VALUE
  | ZONE ;

listWord : ID ;

// Administration

admin
  : adminWords                                                          # adminAction
  | SHOW showWords shown?                                               # showAction
  | SHOW STORAGE INFO (ON (CURRENT DATABASE | DATABASE name))? shown?   # showStorageInfo
  | RECOVER SNAPSHOT expr (WITH CONFIG mapLiteral)? FORCE?              # recoverSnapshot
  | (CREATE | DROP) indexKind? EDGE? INDEX (name | parameter)? ifExists?
    (indexOn | indexFor)? indexConfig?                                  # indexStatement
  | (CREATE | DROP) CONSTRAINT (name | parameter)? ifExists?
    ((ON | FOR) constraintOf (ASSERT | REQUIRE) constraintBody)?
    (OPTIONS mapLiteral)?                                               # constraintStatement
  | CREATE ENUM name VALUES '{' name (',' name)* '}'                    # createEnum
  | ALTER ENUM name
    (ADD VALUE name | UPDATE VALUE name TO name | REMOVE VALUE name)    # alterEnum
  | DROP ENUM name                                                      # dropEnum
  | ANALYZE GRAPH (ON LABELS ('*' | ':' name (',' ':' name)*))?
    (DELETE STATISTICS)?                                                # analyzeGraph
  | STORAGE MODE name                                                   # storageMode
  | SET (GLOBAL | SESSION | NEXT) TRANSACTION ISOLATION LEVEL
    (SNAPSHOT ISOLATION | READ (COMMITTED | UNCOMMITTED))               # setIsolation
  | SHOW (transactionStatus (',' transactionStatus)*)?
    (TRANSACTION | TRANSACTIONS) shown?                                 # showTransactions
  | TERMINATE (TRANSACTION | TRANSACTIONS) expr (',' expr)*             # terminateTransactions
  | SET DATABASE SETTING expr TO expr                                   # setDatabaseSetting
  | SHOW DATABASE SETTING expr                                          # showDatabaseSetting
  | SET SESSION SETTING expr TO expr                                    # setSessionSetting
  | RESET SESSION SETTING expr                                          # resetSessionSetting
  | SET SESSION TRACE (ON | OFF)                                        # traceSession
  | CREATE USER ifExists? userName (IDENTIFIED BY expr)?                # createUser
  | DROP USER ifExists? userName                                        # dropUser
  | SET PASSWORD (FOR userName)? TO expr (REPLACE expr)?                # setPassword
  | USE DATABASE userName                                               # useDatabase
  | CREATE TRIGGER name (SECURITY (DEFINER | INVOKER))? (ON triggerEvent)?
    (BEFORE | AFTER) COMMIT EXECUTE composed                            # createTrigger
  | DROP TRIGGER name                                                   # dropTrigger
  | (ENABLE | STOP | DISABLE) TTL ttlOption*                            # timeToLive
  | SET DESCRIPTION ON described expr                                   # setDescription
  | DELETE DESCRIPTION ON described                                     # deleteDescription
  | SET GLOBAL? PARAMETER name '=' expr                                 # setParameter
  | UNSET GLOBAL? PARAMETER name                                        # unsetParameter
  ;

ttlOption : (EVERY | AT) expr ;

triggerEvent : ('(' ')' | MINUS MINUS GT)? (CREATE | UPDATE | DELETE) ;

described
  : LABEL (':' name)+
  | EDGE TYPE describedType
  | LABEL PROPERTY ':' name '(' name ')'
  | EDGE TYPE PROPERTY describedType '(' name ')'
  | PROPERTY name (VALUE literal)?
  | DATABASE name
  ;

describedType : ':' name | describedNode MINUS '[' ':' name ']' MINUS GT describedNode ;

describedNode : '(' (':' name)+ ')' ;

adminWords
  : CREATE SNAPSHOT
  | LOCK DATA DIRECTORY
  | UNLOCK DATA DIRECTORY
  | DATA DIRECTORY LOCK STATUS
  | FREE MEMORY
  | DROP GRAPH
  | DROP ALL (INDEXES | CONSTRAINTS)
  | DUMP DATABASE
  | DELETE ALL PARAMETERS
  | (BEGIN | COMMIT | ROLLBACK) TRANSACTION?
  | RELOAD (BOLT_SERVER | INTRA_CLUSTER) TLS
  | CHECK DATABASE
  ;

// What is done with the rows of SHOW.
shown : yield sliced? where? (RETURN projected sliced?)? | where ;

showWords
  : SNAPSHOTS
  | NEXT SNAPSHOT
  | INDEX INFO? | ALL? INDEXES
  | (FULLTEXT | LOOKUP | POINT | RANGE | TEXT) INDEXES
  | CONSTRAINT INFO? | ALL? CONSTRAINTS
  | VECTOR (INDEX INFO | INDEXES)
  | VERSION
  | CONFIG
  | (BUILD | LICENSE | SCHEMA | NODE_LABELS | EDGE_TYPES | MEMORY) INFO
  | (ACTIVE USERS | METRICS) INFO?
  | ENUMS
  | DESCRIPTIONS
  | USERS
  | ROLES
  | CURRENT (USER | DATABASE)
  | DATABASES
  | DATABASE SETTINGS? | SETTINGS
  | TRIGGERS | TRIGGER INFO
  | STREAMS
  | REPLICATION ROLE
  | REPLICAS
  | ALL? FUNCTIONS executable?
  | PROCEDURES executable?
  | QUERY CALLABLE MAPPINGS
  | PARAMETERS
  ;

executable : EXECUTABLE (BY CURRENT USER)? ;

ifExists : IF NOT? EXISTS ;

indexKind : BTREE | FULLTEXT | GLOBAL | POINT | RANGE | TEXT | VECTOR ;

indexOn : ON (':' indexNames?)? ('(' propertyPath (',' propertyPath)* ')')? ;

indexNames : name (('|' name)+ | (AMPERSAND name)+)? ;

indexFor
  : FOR ('(' name ':' indexNames ')' | '(' ')' MINUS '[' name ':' indexNames ']' MINUS GT? '(' ')')
    ON (EACH '[' propertyPath (',' propertyPath)* ']' | '(' propertyPath (',' propertyPath)* ')' | propertyPath)
  ;

indexConfig : (OPTIONS | WITH CONFIG) (parameter | mapLiteral) ;

constraintOf : '(' name ':' name ')' | '(' ')' MINUS '[' name ':' name ']' MINUS GT? '(' ')' ;

constraintBody
  : EXISTS '(' propertyPath ')'
  | ('(' propertyPath (',' propertyPath)* ')' | propertyPath (',' propertyPath)*)
    IS ((NODE | RELATIONSHIP)? (UNIQUE | KEY) | NOT NULL | ('::' | TYPED) typeName)
  ;

transactionStatus : RUNNING | COMMITTING | ABORTING ;

userName : name | STRING ;

// Names: any keyword is one; in an expression all but a few are variables.

name
  : variable
  | CASE | DISTINCT | FALSE | NOT | NULL | TRUE | WHEN
  ;

variable
  : ID
  | ABORTING | ACTIVE | ADD | AFTER | ALL | ALLSHORTEST | ALLSHORTESTPATHS | ALTER | ANALYZE | AND | ANY | AS | ASC
  | ASCENDING | ASSERT | AT | BAD | BEFORE | BEGIN | BFS | BOLT_SERVER | BOTH | BTREE | BUILD | BY | CALL | CALLABLE
  | CHECK | COLLECT | COMMIT | COMMITTED | COMMITTING | CONFIG | CONSTRAINT | CONSTRAINTS | CONTAINS | COUNT | CREATE
  | CSV | CURRENT | CYPHER | DATA | DATABASE | DATABASES | DEFINER | DELETE | DELIMITER | DESC | DESCENDING
  | DESCRIPTION | DESCRIPTIONS | DETACH | DIRECTORY | DISABLE | DROP | DUMP | EACH | EDGE | EDGE_TYPES | ELSE | ENABLE
  | END | ENDS | ENUM | ENUMS | EVERY | EXECUTABLE | EXECUTE | EXECUTION | EXISTS | EXPLAIN | EXTRACT
  | FIELDTERMINATOR | FILTER | FINISH | FOR | FORCE | FOREACH | FREE | FROM | FULLTEXT | FUNCTIONS | GLOBAL | GRAPH
  | GROUP | GROUPS | HEADER | HEADERS | HOPS | IDENTIFIED | IF | IGNORE | IN | INDEX | INDEXES | INFO | INSERT
  | INTRA_CLUSTER | INVOKER | IS | ISOLATION | JSONL | KB | KEY | KSHORTEST | LABEL | LABELS | LEADING | LET | LEVEL
  | LICENSE | LIMIT | LOAD | LOCK | LOOKUP | MAPPINGS | MATCH | MB | MEMORY | MERGE | METRICS | MODE | NEXT | NO | NODE
  | NODETACH | NODE_LABELS | NORMALIZED | NULLIF | OF | OFF | OFFSET | ON | OPTIONAL | OPTIONS | OR | ORDER | PARALLEL
  | PARAMETER | PARAMETERS | PARQUET | PASSWORD | PATH | PATHS | PERIODIC | POINT | PROCEDURE | PROCEDURES | PROFILE
  | PROPERTY | QUERY | QUOTE | RANGE | READ | RECOVER | REDUCE | RELATIONSHIP | RELOAD | REMOVE | REPLACE | REPLICAS
  | REPLICATION | REQUIRE | RESET | RETURN | ROLE | ROLES | ROLLBACK | ROW | ROWS | RUNNING | SCHEMA | SECURITY
  | SESSION | SET | SETTING | SETTINGS | SHORTEST | SHORTESTPATH | SHOW | SKIP_ | SNAPSHOT | SNAPSHOTS | STARTS
  | STATISTICS | STATUS | STOP | STORAGE | STREAMS | TERMINATE | TEXT | THEN | TIME | TIMEZONE | TLS | TO | TRACE
  | TRAILING | TRANSACTION | TRANSACTIONS | TRIGGER | TRIGGERS | TTL | TYPE | TYPED | UNCOMMITTED | UNION | UNIQUE
  | UNLIMITED | UNLOCK | UNSET | UNWIND | UPDATE | USE | USER | USERS | USING | VALUE | VALUES | VECTOR | VERSION
  | WHERE | WITH | WSHORTEST | XOR | YIELD | ZONE
  ;

// Keywords

ABORTING : 'ABORTING' ;
ACTIVE : 'ACTIVE' ;
ADD : 'ADD' ;
AFTER : 'AFTER' ;
ALL : 'ALL' ;
ALLSHORTEST : 'ALLSHORTEST' ;
ALLSHORTESTPATHS : 'ALLSHORTESTPATHS' ;
ALTER : 'ALTER' ;
ANALYZE : 'ANALYZE' ;
AND : 'AND' ;
ANY : 'ANY' ;
AS : 'AS' ;
ASC : 'ASC' ;
ASCENDING : 'ASCENDING' ;
ASSERT : 'ASSERT' ;
AT : 'AT' ;
BAD : 'BAD' ;
BEFORE : 'BEFORE' ;
BEGIN : 'BEGIN' ;
BFS : 'BFS' ;
BOLT_SERVER : 'BOLT_SERVER' ;
BOTH : 'BOTH' ;
BTREE : 'BTREE' ;
BUILD : 'BUILD' ;
BY : 'BY' ;
CALL : 'CALL' ;
CALLABLE : 'CALLABLE' ;
CASE : 'CASE' ;
CHECK : 'CHECK' ;
COLLECT : 'COLLECT' ;
COMMIT : 'COMMIT' ;
COMMITTED : 'COMMITTED' ;
COMMITTING : 'COMMITTING' ;
CONFIG : 'CONFIG' ;
CONSTRAINT : 'CONSTRAINT' ;
CONSTRAINTS : 'CONSTRAINTS' ;
CONTAINS : 'CONTAINS' ;
COUNT : 'COUNT' ;
CREATE : 'CREATE' ;
CSV : 'CSV' ;
CURRENT : 'CURRENT' ;
CYPHER : 'CYPHER' ;
DATA : 'DATA' ;
DATABASE : 'DATABASE' ;
DATABASES : 'DATABASES' ;
DEFINER : 'DEFINER' ;
DELETE : 'DELETE' ;
DELIMITER : 'DELIMITER' ;
DESC : 'DESC' ;
DESCENDING : 'DESCENDING' ;
DESCRIPTION : 'DESCRIPTION' ;
DESCRIPTIONS : 'DESCRIPTIONS' ;
DETACH : 'DETACH' ;
DIRECTORY : 'DIRECTORY' ;
DISABLE : 'DISABLE' ;
DISTINCT : 'DISTINCT' ;
DROP : 'DROP' ;
DUMP : 'DUMP' ;
EACH : 'EACH' ;
EDGE : 'EDGE' ;
EDGE_TYPES : 'EDGE_TYPES' ;
ELSE : 'ELSE' ;
ENABLE : 'ENABLE' ;
END : 'END' ;
ENDS : 'ENDS' ;
ENUM : 'ENUM' ;
ENUMS : 'ENUMS' ;
EVERY : 'EVERY' ;
EXECUTABLE : 'EXECUTABLE' ;
EXECUTE : 'EXECUTE' ;
EXECUTION : 'EXECUTION' ;
EXISTS : 'EXISTS' ;
EXPLAIN : 'EXPLAIN' ;
EXTRACT : 'EXTRACT' ;
FALSE : 'FALSE' ;
FIELDTERMINATOR : 'FIELDTERMINATOR' ;
FILTER : 'FILTER' ;
FINISH : 'FINISH' ;
FOR : 'FOR' ;
FORCE : 'FORCE' ;
FOREACH : 'FOREACH' ;
FREE : 'FREE' ;
FROM : 'FROM' ;
FULLTEXT : 'FULLTEXT' ;
FUNCTIONS : 'FUNCTIONS' ;
GLOBAL : 'GLOBAL' ;
GRAPH : 'GRAPH' ;
GROUP : 'GROUP' ;
GROUPS : 'GROUPS' ;
HEADER : 'HEADER' ;
HEADERS : 'HEADERS' ;
HOPS : 'HOPS' ;
IDENTIFIED : 'IDENTIFIED' ;
IF : 'IF' ;
IGNORE : 'IGNORE' ;
IN : 'IN' ;
INDEX : 'INDEX' ;
INDEXES : 'INDEXES' ;
INFO : 'INFO' ;
INSERT : 'INSERT' ;
INTRA_CLUSTER : 'INTRA_CLUSTER' ;
INVOKER : 'INVOKER' ;
IS : 'IS' ;
ISOLATION : 'ISOLATION' ;
JSONL : 'JSONL' ;
KB : 'KB' ;
KEY : 'KEY' ;
KSHORTEST : 'KSHORTEST' ;
LABEL : 'LABEL' ;
LABELS : 'LABELS' ;
LEADING : 'LEADING' ;
LET : 'LET' ;
LEVEL : 'LEVEL' ;
LICENSE : 'LICENSE' ;
LIMIT : 'LIMIT' ;
LOAD : 'LOAD' ;
LOCK : 'LOCK' ;
LOOKUP : 'LOOKUP' ;
MAPPINGS : 'MAPPINGS' ;
MATCH : 'MATCH' ;
MB : 'MB' ;
MEMORY : 'MEMORY' ;
MERGE : 'MERGE' ;
METRICS : 'METRICS' ;
MODE : 'MODE' ;
NEXT : 'NEXT' ;
NO : 'NO' ;
NODE : 'NODE' ;
NODETACH : 'NODETACH' ;
NODE_LABELS : 'NODE_LABELS' ;
NORMALIZED : 'NORMALIZED' ;
NOT : 'NOT' ;
NULL : 'NULL' ;
NULLIF : 'NULLIF' ;
OF : 'OF' ;
OFF : 'OFF' ;
OFFSET : 'OFFSET' ;
ON : 'ON' ;
OPTIONAL : 'OPTIONAL' ;
OPTIONS : 'OPTIONS' ;
OR : 'OR' ;
ORDER : 'ORDER' ;
PARALLEL : 'PARALLEL' ;
PARAMETER : 'PARAMETER' ;
PARAMETERS : 'PARAMETERS' ;
PARQUET : 'PARQUET' ;
PASSWORD : 'PASSWORD' ;
PATH : 'PATH' ;
PATHS : 'PATHS' ;
PERIODIC : 'PERIODIC' ;
POINT : 'POINT' ;
PROCEDURE : 'PROCEDURE' ;
PROCEDURES : 'PROCEDURES' ;
PROFILE : 'PROFILE' ;
PROPERTY : 'PROPERTY' ;
QUERY : 'QUERY' ;
QUOTE : 'QUOTE' ;
RANGE : 'RANGE' ;
READ : 'READ' ;
RECOVER : 'RECOVER' ;
REDUCE : 'REDUCE' ;
RELATIONSHIP : 'RELATIONSHIP' ;
RELOAD : 'RELOAD' ;
REMOVE : 'REMOVE' ;
REPLACE : 'REPLACE' ;
REPLICAS : 'REPLICAS' ;
REPLICATION : 'REPLICATION' ;
REQUIRE : 'REQUIRE' ;
RESET : 'RESET' ;
RETURN : 'RETURN' ;
ROLE : 'ROLE' ;
ROLES : 'ROLES' ;
ROLLBACK : 'ROLLBACK' ;
ROW : 'ROW' ;
ROWS : 'ROWS' ;
RUNNING : 'RUNNING' ;
SCHEMA : 'SCHEMA' ;
SECURITY : 'SECURITY' ;
SESSION : 'SESSION' ;
SET : 'SET' ;
SETTING : 'SETTING' ;
SETTINGS : 'SETTINGS' ;
SHORTEST : 'SHORTEST' ;
SHORTESTPATH : 'SHORTESTPATH' ;
SHOW : 'SHOW' ;
SKIP_ : 'SKIP' ;
SNAPSHOT : 'SNAPSHOT' ;
SNAPSHOTS : 'SNAPSHOTS' ;
STARTS : 'STARTS' ;
STATISTICS : 'STATISTICS' ;
STATUS : 'STATUS' ;
STOP : 'STOP' ;
STORAGE : 'STORAGE' ;
STREAMS : 'STREAMS' ;
TERMINATE : 'TERMINATE' ;
TEXT : 'TEXT' ;
THEN : 'THEN' ;
TIME : 'TIME' ;
TIMEZONE : 'TIMEZONE' ;
TLS : 'TLS' ;
TO : 'TO' ;
TRACE : 'TRACE' ;
TRAILING : 'TRAILING' ;
TRANSACTION : 'TRANSACTION' ;
TRANSACTIONS : 'TRANSACTIONS' ;
TRIGGER : 'TRIGGER' ;
TRIGGERS : 'TRIGGERS' ;
TRUE : 'TRUE' ;
TTL : 'TTL' ;
TYPE : 'TYPE' ;
TYPED : 'TYPED' ;
UNCOMMITTED : 'UNCOMMITTED' ;
UNION : 'UNION' ;
UNIQUE : 'UNIQUE' ;
UNLIMITED : 'UNLIMITED' ;
UNLOCK : 'UNLOCK' ;
UNSET : 'UNSET' ;
UNWIND : 'UNWIND' ;
UPDATE : 'UPDATE' ;
USE : 'USE' ;
USER : 'USER' ;
USERS : 'USERS' ;
USING : 'USING' ;
VALUE : 'VALUE' ;
VALUES : 'VALUES' ;
VECTOR : 'VECTOR' ;
VERSION : 'VERSION' ;
WHEN : 'WHEN' ;
WHERE : 'WHERE' ;
WITH : 'WITH' ;
WSHORTEST : 'WSHORTEST' ;
XOR : 'XOR' ;
YIELD : 'YIELD' ;
ZONE : 'ZONE' ;

// Punctuation

AMPERSAND : '&' ;
BANG : '!' ;
CARET : '^' ;
COLON : ':' ;
COMMA : ',' ;
CONCAT : '||' ;
DOLLAR : '$' ;
DOT : '.' ;
DOTDOT : '..' ;
DOUBLECOLON : '::' ;
EQ : '=' ;
GE : '>=' ;
GT : '>' ;
LBRACE : '{' ;
LBRACKET : '[' ;
LE : '<=' ;
LPAREN : '(' ;
LT : '<' ;
MINUS : '-' ;
NE : '<>' | '!=' ;
PERCENT : '%' ;
PIPE : '|' ;
PLUS : '+' ;
PLUSEQ : '+=' ;
RBRACE : '}' ;
RBRACKET : ']' ;
REGEX : '=~' ;
RPAREN : ')' ;
SEMICOLON : ';' ;
SLASH : '/' ;
STAR : '*' ;

// Other dashes and brackets of Unicode that arrows may be drawn with

DASH : '\u00AD' | [\u2010-\u2015] | '\u2212' | '\uFE58' | '\uFE63' | '\uFF0D' ;
LEFTHEAD : '\u27E8' | '\u3008' | '\uFE64' | '\uFF1C' ;
RIGHTHEAD : '\u27E9' | '\u3009' | '\uFE65' | '\uFF1E' ;

// Literals and names. What an escape or a number means is checked on conversion.

INTEGER : DIGITS | '0X' [0-9A-F]+ ('_' [0-9A-F]+)* | '0O' DIGITS ;

FLOAT : DIGITS? '.' DIGITS EXPONENT? | DIGITS '.'? EXPONENT ;

fragment DIGITS : [0-9]+ ('_' [0-9]+)* ;

fragment EXPONENT : 'E' [+-]? DIGITS ;

STRING : '\'' (~['\\] | '\\' .)* '\'' | '"' (~["\\] | '\\' .)* '"' ;

ID : [\p{ID_Start}\p{Pc}] [\p{ID_Continue}\p{Sc}]* | '`' (~'`' | '``')* '`' ;

// What is skipped, and what is left over: the parser names it in its error.

COMMENT : ('/*' .*? '*/' | '//' ~[\r\n]*) -> skip ;

SPACE
  : [ \t-\r\u001C-\u001F\u0085\u00A0\u1680\u180E\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+ -> skip
  ;

UNKNOWN : . ;
