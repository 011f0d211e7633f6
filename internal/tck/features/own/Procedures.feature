Feature: Procedures - what a call may look like, and what it must not

  Background:
    Given an empty graph
    And there exists a procedure test.doNothing() :: ():
      |
    And there exists a procedure test.labels() :: (label :: STRING?):
      | label |
      | 'A'   |
      | 'B'   |
      | 'C'   |
    And there exists a procedure test.city(name :: STRING?, id :: INTEGER?) :: (city :: STRING?, code :: INTEGER?):
      | name     | id   | city      | code |
      | 'Andres' | 1    | 'Malmö'   | 46   |
      | 'Tobias' | 1    | 'Gotland' | 46   |
      | 'Stefan' | 1    | 'Berlin'  | 49   |
      | 'Stefan' | 2    | 'München' | 49   |
      | null     | 3    | 'Nowhere' | 0    |
    And there exists a procedure test.number(in :: NUMBER?) :: (out :: STRING?):
      | in   | out     |
      | 42   | 'whole' |
      | 42.5 | 'half'  |
      | null | 'none'  |
    And there exists a procedure test.float(in :: FLOAT?) :: (out :: STRING?):
      | in   | out     |
      | 42.0 | 'whole' |
    And there exists a procedure test.pair(in :: INTEGER?) :: (a :: INTEGER?, b :: INTEGER?):
      | in | a | b |
      | 1  | 2 | 3 |

  Scenario Outline: A procedure without arguments and results
    When executing query:
      """
      <query>
      """
    Then the result should be empty
    And no side effects

    Examples:
      | query                |
      | CALL test.doNothing  |
      | CALL test.doNothing() |

  Scenario: A procedure without results lets the rows through
    When executing query:
      """
      UNWIND [1, 2] AS x CALL test.doNothing() RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 2 |

  Scenario: A procedure without results lets a graph through
    And having executed:
      """
      CREATE (:A {name: 'a'})
      """
    When executing query:
      """
      MATCH (n) CALL test.doNothing() RETURN n.name AS name
      """
    Then the result should be, in any order:
      | name |
      | 'a'  |

  Scenario Outline: A call that stands alone answers with all results
    When executing query:
      """
      <query>
      """
    Then the result should be, in order:
      | label |
      | 'A'   |
      | 'B'   |
      | 'C'   |
    And no side effects

    Examples:
      | query                           |
      | CALL test.labels                |
      | CALL test.labels()              |
      | CALL test.labels() YIELD label  |
      | CALL test.labels() YIELD *      |
      | CALL test.labels() YIELD label RETURN label |

  Scenario: A call is joined with what comes before it
    When executing query:
      """
      UNWIND ['Stefan', 'Tobias'] AS name UNWIND [1, 2] AS id
      CALL test.city(name, id) YIELD code, city
      RETURN name, city, code
      """
    Then the result should be, in any order:
      | name     | city      | code |
      | 'Stefan' | 'Berlin'  | 49   |
      | 'Stefan' | 'München' | 49   |
      | 'Tobias' | 'Gotland' | 46   |

  Scenario: Results get other names
    When executing query:
      """
      CALL test.pair(1) YIELD a AS b, b AS a RETURN a, b
      """
    Then the result should be, in any order:
      | a | b |
      | 3 | 2 |

  Scenario: Results are left out
    When executing query:
      """
      CALL test.city('Stefan', 1) YIELD code RETURN code
      """
    Then the result should be, in any order:
      | code |
      | 49   |

  Scenario: Results are filtered
    When executing query:
      """
      CALL test.labels() YIELD label WHERE label <> 'B' RETURN count(*) AS count
      """
    Then the result should be, in any order:
      | count |
      | 2     |

  Scenario: The same procedure twice
    When executing query:
      """
      CALL test.labels() YIELD label AS l1 CALL test.labels() YIELD label AS l2 RETURN count(*) AS count
      """
    Then the result should be, in any order:
      | count |
      | 9     |

  Scenario: Results behind WITH
    When executing query:
      """
      CALL test.labels() YIELD label WITH count(*) AS c CALL test.labels() YIELD label RETURN *
      """
    Then the result should be, in any order:
      | c | label |
      | 3 | 'A'   |
      | 3 | 'B'   |
      | 3 | 'C'   |

  Scenario: Arguments from parameters of the same names
    And parameters are:
      | name | 'Stefan' |
      | id   | 2        |
    When executing query:
      """
      CALL test.city
      """
    Then the result should be, in any order:
      | city      | code |
      | 'München' | 49   |

  Scenario Outline: Null and numbers as arguments
    When executing query:
      """
      CALL <call> YIELD out RETURN out
      """
    Then the result should be, in any order:
      | out   |
      | <out> |

    Examples:
      | call              | out     |
      | test.number(42)   | 'whole' |
      | test.number(42.0) | 'whole' |
      | test.number(42.5) | 'half'  |
      | test.number(null) | 'none'  |
      | test.float(42)    | 'whole' |
      | test.float(42.0)  | 'whole' |

  Scenario: Null finds its row
    When executing query:
      """
      CALL test.city(null, 3)
      """
    Then the result should be, in any order:
      | city      | code |
      | 'Nowhere' | 0    |

  Scenario: A call writes nothing, what follows may
    When executing query:
      """
      CALL test.labels() YIELD label CREATE (:L {label: label})
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 3 |
      | +labels     | 1 |
      | +properties | 3 |

  Scenario: A call within a subquery
    When executing query:
      """
      CALL { CALL test.labels() YIELD label RETURN label AS l ORDER BY l DESC LIMIT 1 } RETURN l
      """
    Then the result should be, in any order:
      | l   |
      | 'C' |

  Scenario Outline: Calls that make no sense
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: <detail>

    Examples:
      | query                                                     | detail                     |
      | CALL test.labels('x')                                     | InvalidNumberOfArguments   |
      | CALL test.city('x')                                       | InvalidNumberOfArguments   |
      | CALL test.city('x', 1, 2)                                 | InvalidNumberOfArguments   |
      | CALL test.city('x', true)                                 | InvalidArgumentType        |
      | CALL test.city(1, 2)                                      | InvalidArgumentType        |
      | CALL test.city YIELD city RETURN city                     | InvalidArgumentPassingMode |
      | UNWIND [1] AS in CALL test.pair(count(in)) YIELD a RETURN a | InvalidAggregation       |
      | CALL test.labels() YIELD label, label RETURN label        | VariableAlreadyBound       |
      | CALL test.pair(1) YIELD a AS x, b AS x RETURN x           | VariableAlreadyBound       |
      | WITH 1 AS label CALL test.labels() YIELD label RETURN 1   | VariableAlreadyBound       |
      | CALL test.pair(x) YIELD a RETURN a                        | UndefinedVariable          |
      | WITH 1 AS x CALL test.labels() YIELD * RETURN x           | UnexpectedSyntax           |
      | CALL test.labels() YIELD nothing RETURN 1                 | *                          |
      | CALL test.labels() YIELD * RETURN label                   | UnexpectedSyntax           |

  Scenario Outline: Procedures that are not there
    When executing query:
      """
      <query>
      """
    Then a ProcedureError should be raised at compile time: ProcedureNotFound

    Examples:
      | query                                   |
      | CALL no.such.thing                      |
      | CALL no.such.thing()                    |
      | CALL no.such.thing() YIELD x RETURN x   |
      | MATCH (n) CALL no.such.thing() RETURN n |

  Scenario: Arguments that nobody gives
    When executing query:
      """
      CALL test.pair
      """
    Then a ParameterMissing should be raised at compile time: MissingParameter
